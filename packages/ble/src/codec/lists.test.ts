import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { bytes, rest, sized } from './bytes.ts';
import { decode, encode } from './field.ts';
import { counted, list, optional } from './lists.ts';
import { u8, u16, u32 } from './numbers.ts';
import { struct } from './struct.ts';

const SAMPLES = [
  [list(u16), '', []],
  [list(u16), '0100 0200 0300', [1, 2, 3]],
  [counted(u8, u16), '00', []],
  [counted(u8, u16), '02 0100 0200', [1, 2]],
] as const;

describe('list and counted', () => {
  it.each(SAMPLES)('reads its values', (field, hex, values) => {
    expect(decode(field, fromHex(hex))).toEqual(values);
  });

  it.each(SAMPLES)('writes its values', (field, hex, values) => {
    expect(toHex(encode(field, values))).toBe(toHex(fromHex(hex)));
  });

  it('refuses a last value that is cut short, and says where', () => {
    expect(() => decode(list(u16), fromHex('0100 02'))).toThrow(
      new DecodeError('needs 2 bytes, has 1', 2),
    );
    expect(() => decode(counted(u8, u16), fromHex('02 0100 02'))).toThrow(
      new DecodeError('needs 2 bytes, has 1', 3),
    );
  });

  it('refuses a list of values without bytes, which would never end', () => {
    expect(() => list(bytes(0))).toThrow(UsageError);
    expect(() => list(struct({}))).toThrow(UsageError);
  });
});

describe('counted', () => {
  it('leaves what follows to others', () => {
    const followed = struct({ numbers: counted(u8, u8), rest });
    expect(decode(followed, fromHex('01 02 03'))).toEqual({ numbers: [2], rest: fromHex('03') });
  });

  it('ends where the bytes end, however many are announced', () => {
    expect(() => decode(counted(u32, u8), fromHex('ffffffff 0102'))).toThrow(
      new DecodeError('needs 1 bytes, has 0', 6),
    );
  });

  it('refuses to write more than can be counted', () => {
    expect(() =>
      encode(
        counted(u8, u8),
        Array.from({ length: 256 }, () => 0),
      ),
    ).toThrow(UsageError);
  });
});

describe('optional', () => {
  const field = struct({ always: u8, sometimes: optional(u16) });

  it.each([
    ['01', { always: 1, sometimes: undefined }],
    ['01 0200', { always: 1, sometimes: 2 }],
  ])('reads %s, and writes it back', (hex, value) => {
    expect(decode(field, fromHex(hex))).toEqual(value);
    expect(toHex(encode(field, value))).toBe(toHex(fromHex(hex)));
  });

  it('refuses a value that is there only in part', () => {
    expect(() => decode(field, fromHex('01 02'))).toThrow(DecodeError);
  });

  it('is absent at the end of a window, though more bytes follow', () => {
    const windowed = struct({ inside: sized(u8, optional(u8)), last: u8 });
    expect(decode(windowed, fromHex('00 07'))).toEqual({ inside: undefined, last: 7 });
  });
});
