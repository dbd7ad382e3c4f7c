import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { type SmpPdu, smpPdu } from './pdu.ts';

const NO_KEYS = { encKey: false, idKey: false, signKey: false, linkKey: false };
const KEY = fromHex('0f0e0d0c0b0a09080706050403020100');
const ON_AIR = '000102030405060708090a0b0c0d0e0f';

const SAMPLES: readonly (readonly [hex: string, value: SmpPdu])[] = [
  [
    '01 04 01 2d 10 0f 01',
    {
      kind: 'pairingRequest',
      ioCapability: 'keyboardDisplay',
      oobData: 'present',
      authReq: { bondingFlags: 1, mitm: true, sc: true, keypress: false, ct2: true },
      maximumKeySize: 16,
      initiatorKeys: { encKey: true, idKey: true, signKey: true, linkKey: true },
      responderKeys: { ...NO_KEYS, encKey: true },
    },
  ],
  [
    '02 00 00 10 07 00 02',
    {
      kind: 'pairingResponse',
      ioCapability: 'displayOnly',
      oobData: 'absent',
      authReq: { bondingFlags: 0, mitm: false, sc: false, keypress: true, ct2: false },
      maximumKeySize: 7,
      initiatorKeys: NO_KEYS,
      responderKeys: { ...NO_KEYS, idKey: true },
    },
  ],
  [`03 ${ON_AIR}`, { kind: 'pairingConfirm', confirmValue: KEY }],
  [`04 ${ON_AIR}`, { kind: 'pairingRandom', randomValue: KEY }],
  ['05 04', { kind: 'pairingFailed', reason: 4 }],
  [`06 ${ON_AIR}`, { kind: 'encryptionInformation', longTermKey: KEY }],
  [
    '07 3412 efcdab8967452301',
    { kind: 'centralIdentification', ediv: 0x1234, rand: 0x0123456789abcdefn },
  ],
  [`08 ${ON_AIR}`, { kind: 'identityInformation', identityResolvingKey: KEY }],
  [
    '09 01 020000 38c1c4',
    { kind: 'identityAddressInformation', addressType: 'random', address: 0xc4c138000002 },
  ],
  [`0a ${ON_AIR}`, { kind: 'signingInformation', signatureKey: KEY }],
  [
    '0b 0d',
    {
      kind: 'securityRequest',
      authReq: { bondingFlags: 1, mitm: true, sc: true, keypress: false, ct2: false },
    },
  ],
  [
    `0c ${ON_AIR}${ON_AIR} ${'ff'.repeat(31)}00`,
    {
      kind: 'pairingPublicKey',
      x: Uint8Array.of(...KEY, ...KEY),
      y: Uint8Array.of(0, ...fromHex('ff'.repeat(31))),
    },
  ],
  [`0d ${ON_AIR}`, { kind: 'pairingDhKeyCheck', dhKeyCheck: KEY }],
  ['0e 03', { kind: 'pairingKeypressNotification', notificationType: 3 }],
];

describe('smpPdu', () => {
  it.each(SAMPLES)('reads and writes %s', (hex, value) => {
    expect(decode(smpPdu, fromHex(hex))).toEqual(value);
    expect(toHex(encode(smpPdu, value))).toBe(hex.replaceAll(' ', ''));
  });

  it.each(SAMPLES)('refuses %s cut short at any byte, and with one byte more', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(smpPdu, whole.subarray(0, length))).toThrow(DecodeError);
    }
    expect(() => decode(smpPdu, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
  });

  it('has every opcode but those that are reserved', () => {
    const opcodes = SAMPLES.map(([hex]) => Number.parseInt(hex.slice(0, 2), 16));
    expect(opcodes).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
    expect(decode(smpPdu, fromHex('0f01'))).toMatchObject({ kind: 'unknown', opcode: 0x0f });
  });
});
