import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { decode, encode, type Field } from './field.ts';
import * as numbers from './numbers.ts';

const { f32, u64, ...integers } = numbers;

type IntegerName = keyof typeof integers;

/** Each integer: its lowest and highest value, and one that tells the order of bytes. */
const SAMPLES: Readonly<Record<IntegerName, readonly (readonly [hex: string, value: number])[]>> = {
  u8: [
    ['00', 0],
    ['ff', 255],
    ['12', 0x12],
  ],
  u16: [
    ['0000', 0],
    ['ffff', 65_535],
    ['3412', 0x1234],
  ],
  u24: [
    ['000000', 0],
    ['ffffff', 16_777_215],
    ['563412', 0x123456],
  ],
  u32: [
    ['00000000', 0],
    ['ffffffff', 4_294_967_295],
    ['78563412', 0x12345678],
  ],
  u40: [
    ['0000000000', 0],
    ['ffffffffff', 2 ** 40 - 1],
    ['9a78563412', 0x123456789a],
  ],
  u48: [
    ['000000000000', 0],
    ['ffffffffffff', 2 ** 48 - 1],
    ['010000 38c1a4', 0xa4c138000001],
  ],
  i8: [
    ['80', -128],
    ['7f', 127],
    ['ff', -1],
  ],
  i16: [
    ['0080', -32_768],
    ['ff7f', 32_767],
    ['feff', -2],
  ],
  i24: [
    ['000080', -8_388_608],
    ['ffff7f', 8_388_607],
    ['feffff', -2],
  ],
  i32: [
    ['00000080', -2_147_483_648],
    ['ffffff7f', 2_147_483_647],
    ['feffffff', -2],
  ],
  u16be: [
    ['0000', 0],
    ['ffff', 65_535],
    ['1234', 0x1234],
  ],
  i16be: [
    ['8000', -32_768],
    ['7fff', 32_767],
    ['fffe', -2],
  ],
  u24be: [
    ['000000', 0],
    ['ffffff', 16_777_215],
    ['123456', 0x123456],
  ],
  u32be: [
    ['00000000', 0],
    ['ffffffff', 4_294_967_295],
    ['12345678', 0x12345678],
  ],
  u48be: [
    ['000000000000', 0],
    ['ffffffffffff', 2 ** 48 - 1],
    ['a4c138 000001', 0xa4c138000001],
  ],
};

const FLAT = Object.entries(SAMPLES).flatMap(([name, pairs]) =>
  // The cast holds since the table has the names of the integers for its own.
  pairs.map(([hex, value]) => [name as IntegerName, hex, value] as const),
);

describe('integers', () => {
  it.each(FLAT)('%s reads %s as %d', (name, hex, value) => {
    expect(decode(integers[name], fromHex(hex))).toBe(value);
  });

  it.each(FLAT)('%s writes %s for %d', (name, hex, value) => {
    expect(toHex(encode(integers[name], value))).toBe(toHex(fromHex(hex)));
  });

  it.each(FLAT)('%s says at which byte %s was cut short', (name, hex) => {
    cutEverywhere(integers[name], fromHex(hex));
  });

  it.each(Object.entries(integers))(
    '%s writes its whole range, and refuses more',
    (name, field) => {
      const bits = 8 * (field.size ?? 0);
      const lowest = name.startsWith('i') ? -(2 ** (bits - 1)) : 0;
      const highest = lowest + 2 ** bits - 1;
      fc.assert(
        fc.property(fc.maxSafeInteger(), (number) => {
          const value = lowest + (Math.abs(number) % 2 ** bits);
          expect(decode(field, encode(field, value))).toBe(value);
        }),
      );
      for (const value of [lowest - 1, highest + 1, lowest + 0.5, Number.NaN]) {
        expect(() => encode(field, value)).toThrow(UsageError);
      }
    },
  );
});

describe('u64', () => {
  it.each([
    ['0000000000000000', 0n],
    ['ffffffffffffffff', 2n ** 64n - 1n],
    ['efcdab8967452301', 0x0123456789abcdefn],
  ])('reads %s as %d, and writes it back', (hex, value) => {
    expect(decode(u64, fromHex(hex))).toBe(value);
    expect(toHex(encode(u64, value))).toBe(hex);
    cutEverywhere(u64, fromHex(hex));
  });
});

describe('f32', () => {
  it.each([
    ['00000000', 0],
    ['0000803f', 1],
    ['000020c1', -10],
    ['000080ff', Number.NEGATIVE_INFINITY],
    ['0000c07f', Number.NaN],
  ])('reads %s as %d, and writes it back', (hex, value) => {
    expect(decode(f32, fromHex(hex))).toBe(value);
    expect(toHex(encode(f32, value))).toBe(hex);
    cutEverywhere(f32, fromHex(hex));
  });
});

function cutEverywhere<T>(field: Field<T>, whole: Uint8Array): void {
  for (let length = 0; length < whole.length; length++) {
    expect(() => decode(field, whole.subarray(0, length))).toThrow(
      new DecodeError(`needs ${whole.length} bytes, has ${length}`, 0),
    );
  }
}
