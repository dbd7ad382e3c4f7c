import { describe, expect, it } from 'vitest';
import { reversedIrk, typedIrk } from './identity-key.ts';

const HEX = 'ec0234a357c8ad05341010a60a397d9b';
const BASE64 = '7AI0o1fIrQU0EBCmCjl9mw==';

describe('typedIrk', () => {
  it.each([HEX, HEX.toUpperCase(), `0x${HEX}`, `irk: ${HEX}`, HEX.replace(/(..)(?=.)/g, '$1:')])(
    'reads hex: %s',
    (text) => {
      expect(typedIrk(text)).toEqual({ kind: 'key', hex: HEX, form: 'hex' });
    },
  );

  it.each([BASE64, BASE64.slice(0, -2), ` "${BASE64}" `, `irk:${BASE64}`])(
    'reads base64: %s',
    (text) => {
      expect(typedIrk(text)).toEqual({ kind: 'key', hex: HEX, form: 'base64' });
    },
  );

  it.each([
    [HEX.slice(2), '30 hex digits'],
    ['7AI0o1fIrQU0EBCmCjl9', 'base64 of 15 bytes'],
    ['hello, phone!', 'neither'],
    ['00'.repeat(16), 'All bytes'],
  ])('says what is wrong with %s', (text, words) => {
    expect(typedIrk(text)).toMatchObject({ kind: 'problem', text: expect.stringContaining(words) });
  });

  it('says nothing of an empty field', () => {
    expect(typedIrk('  ')).toEqual({ kind: 'empty' });
  });
});

describe('reversedIrk', () => {
  it('turns the bytes, not the digits', () => {
    expect(reversedIrk(HEX)).toBe('9b7d390aa610103405adc857a33402ec');
    expect(reversedIrk(reversedIrk(HEX))).toBe(HEX);
  });
});
