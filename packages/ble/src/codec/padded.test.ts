import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { decode, encode } from './field.ts';
import { u8 } from './numbers.ts';
import { padded } from './padded.ts';

const three = padded(u8, 3);

const SAMPLES: readonly (readonly [hex: string, value: string])[] = [
  ['00000000', ''],
  ['01aa0000', 'aa'],
  ['03aabbcc', 'aabbcc'],
];

describe('padded', () => {
  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(three, fromHex(hex))).toEqual(fromHex(value));
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(three, fromHex(value)))).toBe(hex);
  });

  it('leaves out what stands behind the bytes that count', () => {
    expect(decode(three, fromHex('01aabbcc'))).toEqual(fromHex('aa'));
  });

  it.each(['04aabbcc', '01aabb', ''])('refuses %j', (hex) => {
    expect(() => decode(three, fromHex(hex))).toThrow(DecodeError);
  });

  it('refuses to write more bytes than there is room for', () => {
    expect(() => encode(three, new Uint8Array(4))).toThrow(UsageError);
  });
});
