import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { type Signal, signal } from './signal.ts';

/** Written from the layouts in Vol 3, Part A, 4.1 to 4.24. */
const SAMPLES: readonly (readonly [hex: string, value: Signal])[] = [
  ['01 05 0200 0000', { kind: 'commandReject', identifier: 5, reason: 0, reasonData: fromHex('') }],
  [
    '01 05 0400 0100 1700',
    { kind: 'commandReject', identifier: 5, reason: 1, reasonData: fromHex('1700') },
  ],
  [
    '06 07 0400 4100 4000',
    { kind: 'disconnectionRequest', identifier: 7, destinationCid: 0x41, sourceCid: 0x40 },
  ],
  [
    '07 07 0400 4100 4000',
    { kind: 'disconnectionResponse', identifier: 7, destinationCid: 0x41, sourceCid: 0x40 },
  ],
  [
    '12 01 0800 0600 0c00 0000 c800',
    {
      kind: 'connectionParameterUpdateRequest',
      identifier: 1,
      intervalMin: 6,
      intervalMax: 12,
      latency: 0,
      timeout: 200,
    },
  ],
  ['13 01 0200 0100', { kind: 'connectionParameterUpdateResponse', identifier: 1, result: 1 }],
  [
    '14 02 0a00 8000 4000 0002 f700 0a00',
    {
      kind: 'leCreditBasedConnectionRequest',
      identifier: 2,
      spsm: 0x80,
      sourceCid: 0x40,
      mtu: 512,
      mps: 247,
      initialCredits: 10,
    },
  ],
  [
    '15 02 0a00 4100 0002 f700 0a00 0000',
    {
      kind: 'leCreditBasedConnectionResponse',
      identifier: 2,
      destinationCid: 0x41,
      mtu: 512,
      mps: 247,
      initialCredits: 10,
      result: 0,
    },
  ],
  ['16 03 0400 4000 0100', { kind: 'flowControlCreditInd', identifier: 3, cid: 0x40, credits: 1 }],
  [
    '17 04 0200 aabb',
    { kind: 'unknown', opcode: 0x17, identifier: 4, parameters: fromHex('aabb') },
  ],
];

describe('signal', () => {
  it.each(SAMPLES)('reads and writes %s', (hex, value) => {
    expect(decode(signal, fromHex(hex))).toEqual(value);
    expect(toHex(encode(signal, value))).toBe(toHex(fromHex(hex)));
  });

  it.each(SAMPLES)('refuses %s cut short, or with a byte more', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(signal, whole.subarray(0, length))).toThrow(DecodeError);
    }
    expect(() => decode(signal, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
  });
});
