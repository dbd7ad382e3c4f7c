import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { fromHex, hex8, hex16, toHex } from './hex.ts';

describe('fromHex', () => {
  it.each(['1a18ff', '1A18FF', '1a 18 ff', '1a:18:ff', '1a-18-ff', ' 1a\n18\tff '])(
    'reads %j',
    (text) => {
      expect(fromHex(text)).toEqual(Uint8Array.of(0x1a, 0x18, 0xff));
    },
  );

  it('reads nothing as no bytes', () => {
    expect(fromHex('')).toEqual(new Uint8Array(0));
  });

  it.each(['0x1a', '1g', '1a,18', 'é1'])('refuses %s: it names the character', (text) => {
    expect(() => fromHex(text)).toThrow(UsageError);
    expect(() => fromHex(text)).toThrow('is not a hex digit');
  });

  it('refuses half a byte, and tells nothing of the digits: they may be a key', () => {
    expect(() => fromHex('1a1')).toThrow(new UsageError('3 hex digits are not whole bytes'));
  });

  it('reads back what toHex writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('toHex', () => {
  it('writes two lower-case digits a byte', () => {
    expect(toHex(Uint8Array.of(0x00, 0x0a, 0xff))).toBe('000aff');
  });
});

describe('hex8 and hex16', () => {
  it('write at least two and four digits', () => {
    expect([hex8(0x0a), hex8(0x1ff), hex16(0x0a), hex16(0x12345)]).toEqual([
      '0x0a',
      '0x1ff',
      '0x000a',
      '0x12345',
    ]);
  });
});
