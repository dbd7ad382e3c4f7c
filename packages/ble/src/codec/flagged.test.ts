import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { rest } from './bytes.ts';
import { decode, encode } from './field.ts';
import { flagged } from './flagged.ts';
import { u8, u16 } from './numbers.ts';

const both = flagged(u8, { first: u8, second: u16 }, { others: rest });

const SAMPLES = [
  ['00', { first: undefined, second: undefined, others: fromHex('') }],
  ['01 aa', { first: 0xaa, second: undefined, others: fromHex('') }],
  ['02 3412 ff', { first: undefined, second: 0x1234, others: fromHex('ff') }],
  ['03 aa 3412', { first: 0xaa, second: 0x1234, others: fromHex('') }],
] as const;

describe('flagged', () => {
  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(both, fromHex(hex))).toEqual(value);
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(both, value))).toBe(toHex(fromHex(hex)));
  });

  it('takes a value without the names that are absent', () => {
    expect(toHex(encode(flagged(u8, { first: u8, second: u16 }), { second: 1 }))).toBe('020100');
  });

  it('ignores flags beyond its table', () => {
    expect(decode(flagged(u8, { first: u8 }), fromHex('f1 aa'))).toEqual({ first: 0xaa });
  });

  it('refuses a field whose flag is set and whose bytes are missing', () => {
    expect(() => decode(both, fromHex('02 34'))).toThrow(DecodeError);
  });
});
