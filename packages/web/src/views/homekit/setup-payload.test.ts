import { describe, expect, it } from 'vitest';
import { payloadOfCode, payloadOfMac } from './setup-payload.ts';

describe('payloadOfMac', () => {
  it.each([
    ['AABBCC1234F2', '111-11-234', 'X-HM://0023NJPKYMI32'],
    ['24:6f:28:9a:7c:30', '246-28-171', 'X-HM://0023VLFBFMI32'],
    [' A4-CF-12-34-56-78 ', '141-12-456', 'X-HM://0023PC1C8MI32'],
  ])('gives what Tasmota makes of %s', (mac, code, uri) => {
    expect(payloadOfMac(mac)).toEqual({ kind: 'payload', payload: { code, uri } });
  });

  it('warns of a code that HomeKit refuses', () => {
    const result = payloadOfMac('AABBCCDDEEFF');
    expect(result).toMatchObject({ payload: { code: '111-11-111' }, warning: expect.anything() });
  });

  it.each(['', 'AABBCC', 'AABBCCDDEEFG', 'AA:BB:CC-DD-EE-FF', 'AABBCCDDEEFF00', '🦊'.repeat(12)])(
    'refuses %j',
    (mac) => {
      expect(payloadOfMac(mac).kind).toBe('problem');
    },
  );
});

describe('payloadOfCode', () => {
  it('gives the same as the MAC that makes the code', () => {
    expect(payloadOfCode('141-12-456', 'MI32')).toEqual(payloadOfMac('A4CF12345678'));
    expect(payloadOfCode('14112456', 'MI32')).toEqual(payloadOfMac('A4CF12345678'));
  });

  it.each([
    ['123-45-678', 'MI32'],
    ['000-00-000', 'MI32'],
    ['1234567', 'MI32'],
    ['141-12-456', 'mi32'],
    ['141-12-456', 'MI3'],
    ['141-12-456', 'MI32X'],
  ])('refuses %s with %s', (code, setupId) => {
    expect(payloadOfCode(code, setupId).kind).toBe('problem');
  });
});
