// Frames of custom thermometer firmware taken apart: ATC1441 and pvvx, by their length.

import { u8 } from '@bluebell/ble/codec';
import { hex8, toHex } from '@bluebell/ble/core';
import type { Heard } from '../advert-format.ts';
import { atcSealed } from '../adverts/atc/atc-encrypted.ts';
import { atc1441 } from '../adverts/atc/atc1441.ts';
import { openFrame } from '../adverts/atc/seal.ts';
import { beginsWithMac } from '../adverts/atc/service-data-181a.ts';
import { custom } from '../adverts/pvvx/pvvx.ts';
import { pvvxSealed } from '../adverts/pvvx/pvvx-encrypted.ts';
import { flagBits } from '../adverts/pvvx/trigger-flags.ts';
import { type Cutter, hexOf, type Said } from './cutter.ts';
import { FAULT_NOTES, type FormatCut } from './format-cut.ts';
import { bitsWords } from './words.ts';

const TAG_LENGTH = 4;

/** Service data of UUID 0x181a. */
export const thermometerFormat: FormatCut = { name: 'thermometer', cut: cutThermometer };

function cutThermometer(frame: Cutter, heard: Heard): Said | string {
  switch (frame.left) {
    case 8:
      return cutSealed(frame, heard, 'ATC1441, encrypted', atcSealed);
    case 11:
      if (beginsWithMac(frame.peek(), heard.advert.addressValue)) break;
      return cutSealed(frame, heard, 'pvvx, encrypted', pvvxSealed);
    case 13:
      frame.struct(atc1441);
      return 'ATC1441';
    case 14:
    case 15:
      frame.struct(custom);
      frame.field('flags', u8, (flags) => `${hex8(flags)}: ${bitsWords(flagBits.of(flags))}`);
      return 'pvvx';
  }
  const value = hexOf(frame.peek());
  frame.remains('data');
  return { value, note: FAULT_NOTES.unsupported_length };
}

function cutSealed(
  frame: Cutter,
  heard: Heard,
  firmware: string,
  plain: typeof atcSealed | typeof pvvxSealed,
): Said | string {
  const { fault, plaintext } = openFrame(frame.peek(), heard);
  const note = fault && FAULT_NOTES[fault];
  frame.field('packet', u8, String);
  if (plaintext) {
    frame.opened('encrypted values', plaintext, (inside) => {
      inside.struct(plain);
      return '';
    });
  } else {
    const length = frame.left - TAG_LENGTH;
    frame.cut('encrypted values', length, (from) => ({ value: hexOf(from), note }));
  }
  frame.cut('check (MIC)', TAG_LENGTH, (from) => toHex(from.rest()));
  return { value: firmware, note };
}
