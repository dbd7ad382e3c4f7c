// How values are written on the command line, and read from it.

import {
  decode,
  encode,
  type Field,
  f32,
  i8,
  i16,
  i32,
  list,
  u8,
  u16,
  u24,
  u32,
} from '@bluebell/ble/codec';
import { DecodeError, fromHex, toHex, UsageError } from '@bluebell/ble/core';
import { clean } from '../../plain-text.ts';

/** One way to write a value down. */
interface ValueForm {
  /** @throws {DecodeError} the bytes are nothing of the kind. */
  readonly format: (value: Uint8Array) => string;
  /** @throws {UsageError} the text is nothing of the kind. */
  readonly parse: (text: string) => Uint8Array;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Numbers, as many as there are. */
function numbers(item: Field<number>): ValueForm {
  const all = list(item);
  return {
    format: (value) => decode(all, value).join(' '),
    parse: (text) =>
      encode(
        all,
        text
          .trim()
          .split(/[\s,]+/)
          .map(numberOf),
      ),
  };
}

/** By the name of the option `--as`. */
export const VALUE_FORMS = {
  hex: {
    format: toHex,
    parse: (text) => fromHex(text.replace(/^0x/i, '')),
  },
  text: {
    format: (value) => clean(new TextDecoder().decode(value)),
    parse: (text) => new TextEncoder().encode(text),
  },
  u8: numbers(u8),
  u16: numbers(u16),
  u24: numbers(u24),
  u32: numbers(u32),
  i8: numbers(i8),
  i16: numbers(i16),
  i32: numbers(i32),
  f32: numbers(f32),
} as const satisfies Readonly<Record<string, ValueForm>>;

/** One of the forms. */
export type ValueFormName = keyof typeof VALUE_FORMS;

/**
 * A value in a form.
 *
 * @throws {UsageError} it cannot be written so; the message tells what it is.
 */
export function formatValue(value: Uint8Array, form: ValueFormName): string {
  try {
    return VALUE_FORMS[form].format(value);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new UsageError(
      `${value.length === 1 ? '1 byte' : `${value.length} bytes`} cannot be read as ${form}: the value is ${toHex(value)}`,
      { cause: error },
    );
  }
}

/** Bytes for people: blanks between them. */
export function spacedHex(value: Uint8Array): string {
  return toHex(value).replace(/(..)(?=.)/g, '$1 ');
}

/** Shorter ones may be text by chance. */
const SHORTEST_TEXT = 3;

/** Text that a value is; `undefined` for one that is none, or that nobody could read. */
export function readableText(value: Uint8Array): string | undefined {
  try {
    // Makers pad with NUL.
    const text = decoder.decode(value).replace(/\0+$/, '');
    return text.length < SHORTEST_TEXT || /\p{C}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function numberOf(text: string): number {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) return number;
  throw new UsageError(`'${text}' is no number`);
}
