// Numbers of files whose writer chose the byte order: both are declared, the file's magic picks one.

import { type Field, field, u16, u16be, u32, u32be } from '@bluebell/ble/codec';

/** Numbers in one byte order. */
export interface ByteOrder {
  readonly u16: Field<number>;
  readonly u32: Field<number>;
  /** A signed number of eight bytes; exact up to 53 bits. */
  readonly i64: Field<number>;
}

const WORD = 2 ** 32;

/** Two words as one signed number. */
function wide(word: Field<number>, isHighFirst: boolean): Field<number> {
  return field(
    8,
    (from) => {
      const first = word.read(from);
      const second = word.read(from);
      const [high, low] = isHighFirst ? [first, second] : [second, first];
      return (high >= WORD / 2 ? high - WORD : high) * WORD + low;
    },
    (to, value) => {
      const floor = Math.floor(value / WORD);
      const low = value - floor * WORD;
      const high = floor < 0 ? floor + WORD : floor;
      word.write(to, isHighFirst ? high : low);
      word.write(to, isHighFirst ? low : high);
    },
  );
}

export const littleEndian: ByteOrder = { u16, u32, i64: wide(u32, false) };
export const bigEndian: ByteOrder = { u16: u16be, u32: u32be, i64: wide(u32be, true) };
