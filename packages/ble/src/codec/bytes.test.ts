import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { bytes, rest, restBut, sized, utf8 } from './bytes.ts';
import { decode, encode } from './field.ts';
import { list } from './lists.ts';
import { u8, u16, u32 } from './numbers.ts';
import { struct } from './struct.ts';

describe('bytes', () => {
  it('reads and writes as many as it says', () => {
    expect(decode(bytes(3), fromHex('010203'))).toEqual(fromHex('010203'));
    expect(toHex(encode(bytes(3), fromHex('010203')))).toBe('010203');
    expect(bytes(3).size).toBe(3);
  });

  it.each(['', '01', '0102'])('refuses to read %j', (hex) => {
    expect(() => decode(bytes(3), fromHex(hex))).toThrow(DecodeError);
  });

  it.each(['', '0102', '01020304'])('refuses to write %j', (hex) => {
    expect(() => encode(bytes(3), fromHex(hex))).toThrow(UsageError);
  });
});

describe('rest', () => {
  it.each(['', '01', '01020304'])('reads and writes %j', (hex) => {
    expect(decode(rest, fromHex(hex))).toEqual(fromHex(hex));
    expect(toHex(encode(rest, fromHex(hex)))).toBe(hex);
  });
});

describe('utf8', () => {
  it.each([
    ['', ''],
    ['4dc3bc6c6c6572', 'Müller'],
    ['f09f8c9f', '🌟'],
    // A byte order mark is a character like others: what was written is read.
    ['efbbbf41', '\u{feff}A'],
    ['410042', 'A\0B'],
  ])('reads %j as %j, and writes it back', (hex, text) => {
    expect(decode(utf8, fromHex(hex))).toBe(text);
    expect(toHex(encode(utf8, text))).toBe(hex);
  });

  it.each(['ff', 'c3', '41c328', 'eda080'])('reads %s, which is no UTF-8, with U+FFFD', (hex) => {
    expect(decode(utf8, fromHex(hex))).toContain('\u{fffd}');
  });

  it('reads back every text', () => {
    const codePoints = fc.nat(0x10ffff).filter((point) => point < 0xd800 || point > 0xdfff);
    const texts = fc.array(codePoints).map((points) => String.fromCodePoint(...points));
    fc.assert(
      fc.property(texts, (text) => {
        expect(decode(utf8, encode(utf8, text))).toBe(text);
      }),
    );
  });
});

describe('sized', () => {
  const framed = struct({ data: sized(u8, rest), text: sized(u16, utf8), last: u8 });
  const HEX = '02beef 0300414243 07';

  it('reads and writes values with their length in front', () => {
    const value = { data: fromHex('beef'), text: 'ABC', last: 7 };
    expect(decode(framed, fromHex(HEX))).toEqual(value);
    expect(toHex(encode(framed, value))).toBe(toHex(fromHex(HEX)));
  });

  it.each([
    // Cut to so many bytes, the trouble begins at this one.
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 3],
    [4, 3],
    [5, 5],
    [7, 5],
    [8, 8],
  ])('says where it breaks when cut to %d bytes: at byte %d', (length, offset) => {
    const cut = fromHex(HEX).subarray(0, length);
    expect(() => decode(framed, cut)).toThrow(expect.objectContaining({ code: 'DECODE', offset }));
  });

  it('refuses a value that does not fill the length', () => {
    expect(() => decode(sized(u8, u16), fromHex('03 0102 03'))).toThrow(
      new DecodeError('1 bytes left over', 3),
    );
  });

  it('does not let a value read past the length, though more bytes follow', () => {
    expect(() => decode(struct({ one: sized(u8, u16), two: u8 }), fromHex('01 0102'))).toThrow(
      new DecodeError('needs 2 bytes, has 1', 1),
    );
  });

  it('lets the reader go on behind a value that was refused', () => {
    const either = struct({ list: sized(u8, list(sized(u8, u8))), last: u8 });
    expect(decode(either, fromHex('04 0101 0102 09'))).toEqual({ list: [1, 2], last: 9 });
    expect(() => decode(either, fromHex('04 0101 0201 09'))).toThrow(DecodeError);
  });

  it('refuses to write what the length cannot count', () => {
    expect(() => encode(sized(u8, rest), new Uint8Array(256))).toThrow(
      '256 does not fit 8 bits, unsigned',
    );
  });

  it('costs no time for lengths that are not there', () => {
    expect(() => decode(sized(u32, rest), fromHex('ffffffff 00'))).toThrow(
      new DecodeError('needs 4294967295 bytes, has 1', 4),
    );
  });
});

describe('restBut', () => {
  const signed = struct({ value: restBut(2), signature: bytes(2) });

  it.each([
    ['010203 aabb', '010203'],
    ['aabb', ''],
  ])('leaves the last bytes to the fields behind: %s', (hex, value) => {
    const read = decode(signed, fromHex(hex));
    expect([toHex(read.value), toHex(read.signature)]).toEqual([value, 'aabb']);
    expect(toHex(encode(signed, read))).toBe(toHex(fromHex(hex)));
  });

  it('leaves it to them to say that they are missing', () => {
    expect(() => decode(signed, fromHex('aa'))).toThrow(new DecodeError('needs 2 bytes, has 1', 0));
  });
});
