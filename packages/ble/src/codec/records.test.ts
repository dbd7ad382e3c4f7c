import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { rest } from './bytes.ts';
import { decode, encode } from './field.ts';
import { list } from './lists.ts';
import { u8, u16 } from './numbers.ts';
import { atLeast, cuttable, records } from './records.ts';
import { struct } from './struct.ts';

const pairs = records(u8, struct({ handle: u16, value: rest }));

describe('records', () => {
  it.each([
    ['03 0100 aa 0200 bb', ['aa', 'bb']],
    ['04 0100 aabb', ['aabb']],
    ['02 0100 0200', ['', '']],
  ])('reads and writes values of one length: %s', (hex, values) => {
    const read = decode(pairs, fromHex(hex));
    expect(read.map(({ value }) => toHex(value))).toEqual(values);
    expect(toHex(encode(pairs, read))).toBe(toHex(fromHex(hex)));
  });

  it('refuses values without bytes, which would never end', () => {
    expect(() => decode(pairs, fromHex('00 0100'))).toThrow(
      new DecodeError('records of 0 bytes', 0),
    );
  });

  it('refuses a last value that is cut, and a length that is too short for a value', () => {
    expect(() => decode(pairs, fromHex('03 0100 aa 0200'))).toThrow(DecodeError);
    expect(() => decode(pairs, fromHex('01 01 02'))).toThrow(DecodeError);
  });

  it('writes no values of several lengths', () => {
    const mixed = [
      { handle: 1, value: fromHex('aa') },
      { handle: 2, value: fromHex('') },
    ];
    expect(() => encode(pairs, mixed)).toThrow(
      new UsageError('a record of 2 bytes among those of 3'),
    );
  });
});

describe('atLeast', () => {
  const two = atLeast(2, list(u16));

  it('reads and writes as many and more', () => {
    expect(decode(two, fromHex('01000200'))).toEqual([1, 2]);
    expect(toHex(encode(two, [1, 2, 3]))).toBe('010002000300');
  });

  it('refuses fewer, both ways', () => {
    expect(() => decode(two, fromHex('0100'))).toThrow(DecodeError);
    expect(() => encode(two, [1])).toThrow(UsageError);
  });
});

describe('cuttable', () => {
  const values = list(cuttable(u16));

  it.each([
    ['0100 64 0300 010203', [1, 3], [1, 3]],
    ['0200 0a0b 1e00 d400', [2, 30], [2, 2]],
    ['0000', [0], [0]],
  ])('reads and writes values, the last one cut or not: %s', (hex, lengths, present) => {
    const read = decode(values, fromHex(hex));
    expect(read.map(({ valueLength }) => valueLength)).toEqual(lengths);
    expect(read.map(({ value }) => value.length)).toEqual(present);
    expect(toHex(encode(values, read))).toBe(toHex(fromHex(hex)));
  });

  it('refuses half a length, and more bytes than the length says', () => {
    expect(() => decode(values, fromHex('01'))).toThrow(DecodeError);
    expect(() => encode(values, [{ valueLength: 1, value: fromHex('aabb') }])).toThrow(UsageError);
  });
});
