import { describe, expect, it } from 'vitest';
import { AttError } from './att-error.ts';
import { AttErrorCode, nameOfAttError } from './error-code.ts';
import { vectors } from './vectors/gatt-pdus.contract.ts';

const NAMED = Object.entries(vectors.errorNames).filter(([code]) => code.length === 2);

describe('nameOfAttError', () => {
  it.each(NAMED)('knows %s as %s', (hex, name) => {
    expect(nameOfAttError(Number.parseInt(hex, 16))).toBe(`${name} (0x${hex})`);
  });

  it('has a name for each code of the table, and no more', () => {
    expect(NAMED.length).toBe(Object.keys(AttErrorCode).length);
  });

  it.each([
    [0x80, 'application error (0x80)'],
    [0x9f, 'application error (0x9f)'],
    [0xe0, 'common profile and service error (0xe0)'],
    [0x00, 'reserved error (0x00)'],
    [0xa0, 'reserved error (0xa0)'],
  ])('says what kind of code %i is', (code, name) => {
    expect(nameOfAttError(code)).toBe(name);
  });
});

describe('AttError', () => {
  it('says what and where', () => {
    const error = new AttError(AttErrorCode.readNotPermitted, 0x0003);
    expect(error.message).toBe('Read Not Permitted (0x02) at handle 0x0003');
    expect([error.code, error.errorCode, error.attributeHandle]).toEqual(['ATT', 2, 3]);
  });
});
