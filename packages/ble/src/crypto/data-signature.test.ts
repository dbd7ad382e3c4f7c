import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../core/index.ts';
import { counterOfSignature, dataSignature } from './data-signature.ts';

const CSRK = fromHex('2b7e151628aed2a6abf7158809cf4f3c');
const DATA = '6bc1bee22e409f96e93d7e117393172a';
const MORE = `${DATA}ae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411`;

/** What BlueZ signs with the same keys: it is the host that most others were tested against. */
const SIGNED: readonly (readonly [data: string, counter: number, key: Uint8Array, hex: string])[] =
  [
    ['', 0, CSRK, '00000000b3a8594127ebc2c0'],
    [DATA, 0, CSRK, '00000000273974f4392a232a'],
    [MORE, 0, CSRK, '00000000b7ca94ab87c78218'],
    ['d212001337', 1, fromHex('611b64ebfbcd1fd372ec9196df425e50'), '01000000f1871e933c900ff2'],
  ];

describe('dataSignature', () => {
  it.each(SIGNED)('of %j with counter %d is what BlueZ makes', (data, counter, key, hex) => {
    expect(toHex(dataSignature(key, fromHex(data), counter))).toBe(hex);
  });
});

describe('counterOfSignature', () => {
  it.each(SIGNED)('of %j finds %d', (data, counter, key, hex) => {
    expect(counterOfSignature(key, fromHex(data), fromHex(hex))).toBe(counter);
  });

  it('keeps all 32 bits of a counter', () => {
    const signature = dataSignature(CSRK, fromHex(DATA), 0xffffffff);
    expect(counterOfSignature(CSRK, fromHex(DATA), signature)).toBe(0xffffffff);
  });

  it('refuses a signature with one bit changed, whichever', () => {
    const good = fromHex('00000000273974f4392a232a');
    for (let bit = 0; bit < 96; bit++) {
      const bad = good.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(counterOfSignature(CSRK, fromHex(DATA), bad)).toBeUndefined();
    }
  });

  it('refuses other data, another key, another length', () => {
    const good = fromHex('00000000273974f4392a232a');
    expect(counterOfSignature(CSRK, fromHex('00'), good)).toBeUndefined();
    expect(counterOfSignature(new Uint8Array(16), fromHex(DATA), good)).toBeUndefined();
    expect(counterOfSignature(CSRK, fromHex(DATA), good.slice(0, 11))).toBeUndefined();
  });
});
