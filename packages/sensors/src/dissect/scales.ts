// Frames of one fixed form taken apart: Mi scales and the plant sensor of HHCC.

import type { Field } from '@bluebell/ble/codec';
import { plant } from '../adverts/hhcc/hhcc.ts';
import { scale1 } from '../adverts/miscale/mi-scale1.ts';
import { scale2 } from '../adverts/miscale/mi-scale2.ts';
import { hexOf } from './cutter.ts';
import { FAULT_NOTES, type FormatCut } from './format-cut.ts';

/** Mi scales of the first generation. */
export const scale1Format = fixed('Mi scale', scale1);

/** Mi scales of the second generation. */
export const scale2Format = fixed('Mi scale 2', scale2);

/** HHCCJCY10. */
export const hhccFormat = fixed('HHCC plant sensor', plant);

/** Others use the same UUID with other lengths: what is theirs is not guessed. */
function fixed(name: string, form: Pick<Field<unknown>, 'size'>): FormatCut {
  return {
    name,
    cut(frame) {
      if (frame.left === form.size) {
        frame.struct(form);
        return '';
      }
      const value = hexOf(frame.peek());
      frame.remains('data');
      return { value, note: FAULT_NOTES.unsupported_length };
    },
  };
}
