import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex } from '../core/index.ts';
import { Reader } from './reader.ts';

const BYTES = fromHex('ff 8182838485868788');

const READS: readonly (readonly [
  name: string,
  read: (from: Reader) => unknown,
  size: number,
  value: unknown,
])[] = [
  ['u8', (from) => from.u8(), 1, 0x81],
  ['i8', (from) => from.i8(), 1, 0x81 - 2 ** 8],
  ['u16', (from) => from.u16(), 2, 0x8281],
  ['i16', (from) => from.i16(), 2, 0x8281 - 2 ** 16],
  ['u24', (from) => from.u24(), 3, 0x838281],
  ['i24', (from) => from.i24(), 3, 0x838281 - 2 ** 24],
  ['u32', (from) => from.u32(), 4, 0x84838281],
  ['i32', (from) => from.i32(), 4, 0x84838281 - 2 ** 32],
  ['u40', (from) => from.u40(), 5, 0x8584838281],
  ['u48', (from) => from.u48(), 6, 0x868584838281],
  ['u64', (from) => from.u64(), 8, 0x8887868584838281n],
  ['f32', (from) => from.f32(), 4, -3.091780090135418e-36],
  ['u16be', (from) => from.u16be(), 2, 0x8182],
  ['i16be', (from) => from.i16be(), 2, 0x8182 - 2 ** 16],
  ['u24be', (from) => from.u24be(), 3, 0x818283],
  ['u32be', (from) => from.u32be(), 4, 0x81828384],
  ['u48be', (from) => from.u48be(), 6, 0x818283848586],
  ['view', (from) => from.view(3), 3, fromHex('818283')],
  ['skip', (from) => from.skip(5), 5, 1],
];

describe('Reader', () => {
  it.each(READS)('reads %s, and moves on behind it', (_, read, size, value) => {
    const from = new Reader(BYTES, 1);
    expect(read(from)).toEqual(value);
    expect([from.offset, from.left]).toEqual([1 + size, 8 - size]);
  });

  it.each(READS)('reads no part of %s when it is cut short anywhere', (_, read, size) => {
    for (let left = 0; left < size; left++) {
      const from = new Reader(BYTES, 1, 1 + left);
      expect(() => read(from)).toThrow(new DecodeError(`needs ${size} bytes, has ${left}`, 1));
      expect(from.offset).toBe(1);
    }
  });

  it('reads all that is left, be it nothing', () => {
    const from = new Reader(BYTES, 6);
    expect([from.rest(), from.rest()]).toEqual([fromHex('868788'), fromHex('')]);
  });

  it('gives long runs as views, and copies short ones', () => {
    const bytes = new Uint8Array(100);
    const [short, long] = [new Reader(bytes).view(2), new Reader(bytes).view(100)];
    bytes[0] = 0xff;
    expect([short[0], long[0]]).toEqual([0, 0xff]);
  });

  it('reads bytes that lie inside a larger memory', () => {
    expect(new Reader(BYTES.subarray(3)).u48()).toBe(0x888786858483);
  });
});
