import { fromHex, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import {
  formatValue,
  readableText,
  spacedHex,
  VALUE_FORMS,
  type ValueFormName,
} from './value-form.ts';

const PAIRS: readonly (readonly [ValueFormName, string, string])[] = [
  ['hex', '5f00', '5f00'],
  ['text', 'grün', '6772c3bc6e'],
  ['u8', '95', '5f'],
  ['u8', '1 2 255', '0102ff'],
  ['u16', '500', 'f401'],
  ['u24', '65536', '000001'],
  ['u32', '4294967295', 'ffffffff'],
  ['i8', '-1', 'ff'],
  ['i16', '-2 3', 'feff0300'],
  ['i32', '-3', 'fdffffff'],
  ['f32', '1.5', '0000c03f'],
];

describe('VALUE_FORMS', () => {
  it.each(PAIRS)('%s writes and reads %j', (form, text, hex) => {
    expect(VALUE_FORMS[form].parse(text)).toEqual(fromHex(hex));
    expect(formatValue(fromHex(hex), form)).toBe(text);
  });

  it('takes hex with 0x and blanks, and numbers with commas and in hex', () => {
    expect(VALUE_FORMS.hex.parse('0x5F 00')).toEqual(Uint8Array.of(0x5f, 0));
    expect(VALUE_FORMS.u8.parse('0x10, 17')).toEqual(Uint8Array.of(0x10, 0x11));
  });

  it.each([
    ['u8', '256'],
    ['u8', '1.5'],
    ['u8', ''],
    ['u8', 'ten'],
    ['i8', '-129'],
    ['hex', '5'],
    ['hex', 'xy'],
  ] as const)('%s refuses %j', (form, text) => {
    expect(() => VALUE_FORMS[form].parse(text)).toThrow(UsageError);
  });
});

describe('formatValue', () => {
  it('says what there is instead where the bytes do not fit', () => {
    expect(() => formatValue(Uint8Array.of(1, 2, 3), 'u16')).toThrow(
      '3 bytes cannot be read as u16: the value is 010203',
    );
  });

  it('lets no text move the cursor', () => {
    expect(formatValue(new TextEncoder().encode('a\u001b[2Jb\n'), 'text')).toBe('a[2Jb ');
  });
});

describe('readableText', () => {
  it.each([
    ['426c7565', 'Blue'],
    ['426c75650000', 'Blue'],
    ['4142', undefined],
    ['426c75651b', undefined],
    ['ff426c7565', undefined],
    ['', undefined],
  ])('takes %s as %j', (hex, text) => {
    expect(readableText(fromHex(hex))).toBe(text);
  });
});

describe('spacedHex', () => {
  it('puts blanks between bytes', () => {
    expect(spacedHex(Uint8Array.of(1, 0xff, 3))).toBe('01 ff 03');
  });
});
