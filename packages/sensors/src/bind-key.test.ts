import { inspect } from 'node:util';
import { fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { BindKey, type CipherName } from './bind-key.ts';

const SECRET = 'c0ffee11deadbeef22facade33decade';
const KEY = new BindKey(fromHex(SECRET));
const BEACON_KEY = new BindKey(fromHex(SECRET.slice(0, 24)));

/** How a curious person looks at objects in Node. */
const INSIDE_OUT = { depth: 9, showHidden: true };

const MI_BEACON: readonly CipherName[] = ['miBeacon', 'miBeaconLegacy'];
const OTHERS: readonly CipherName[] = ['associated', 'unassociated'];

describe('BindKey', () => {
  it.each([...MI_BEACON, ...OTHERS])('of 16 bytes has a cipher for %s', (name) => {
    expect(KEY.cipher(name)).toBeDefined();
  });

  it.each(MI_BEACON)('of 12 bytes has a cipher for %s', (name) => {
    expect(BEACON_KEY.cipher(name)).toBeDefined();
  });

  it.each(OTHERS)('of 12 bytes has none for %s', (name) => {
    expect(BEACON_KEY.cipher(name)).toBeUndefined();
    // Asked again, it still has none.
    expect(BEACON_KEY.cipher(name)).toBeUndefined();
  });

  it.each([0, 1, 8, 11, 13, 15, 17, 24, 32])('of %i bytes has no cipher at all', (length) => {
    const key = new BindKey(new Uint8Array(length));
    for (const name of [...MI_BEACON, ...OTHERS]) expect(key.cipher(name)).toBeUndefined();
  });

  it('makes each cipher once', () => {
    for (const name of [...MI_BEACON, ...OTHERS]) expect(KEY.cipher(name)).toBe(KEY.cipher(name));
  });

  it.each([
    ['miBeacon', `${SECRET.slice(0, 24)}ffffffff`],
    ['miBeaconLegacy', `${SECRET.slice(0, 12)}8d3d3c97${SECRET.slice(12, 24)}`],
  ] as const)('lengthens 12 bytes for %s as devices do', (name, lengthened) => {
    const message = fromHex('0410 02 d700');
    const nonce = new Uint8Array(12);
    const sealed = BEACON_KEY.cipher(name)?.seal(nonce, message);
    expect(sealed).toEqual(new BindKey(fromHex(lengthened)).cipher(name)?.seal(nonce, message));
  });

  it('does not change when the bytes do that it was made of', () => {
    const bytes = fromHex(SECRET);
    const key = new BindKey(bytes);
    bytes.fill(0);
    const nonce = new Uint8Array(12);
    const ofKey = key.cipher('miBeacon')?.seal(nonce, new Uint8Array(4));
    expect(ofKey).toEqual(KEY.cipher('miBeacon')?.seal(nonce, new Uint8Array(4)));
  });

  it('is told from others by its mark, however it came to be', () => {
    const again = new BindKey(Uint8Array.from({ length: 16 }, (_, n) => n));
    const other = new BindKey(Uint8Array.from({ length: 16 }, (_, n) => n + 1));
    const short = new BindKey(Uint8Array.from({ length: 12 }, (_, n) => n));
    const marks = [again, other, short].map((key) => key.mark());
    expect(marks[0]).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set(marks).size).toBe(3);
    expect(new BindKey(Uint8Array.from({ length: 16 }, (_, n) => n)).mark()).toBe(marks[0]);
  });

  it.each([
    ['as text', String(KEY), '[key of 16 bytes]'],
    ['as text, a short one', String(BEACON_KEY), '[key of 12 bytes]'],
    ['in JSON', JSON.stringify({ key: KEY }), '{"key":"[key of 16 bytes]"}'],
    ['on the console', inspect({ key: used(KEY) }, INSIDE_OUT), '{ key: BindKey {} }'],
    ['on the console, its cipher', inspect(used(KEY).cipher('miBeacon'), INSIDE_OUT), 'AesCcm {}'],
    ['by its members', JSON.stringify(Object.getOwnPropertyDescriptors(used(KEY))), '{}'],
    ['when it is copied', inspect(structuredClone(used(KEY)), INSIDE_OUT), '{}'],
  ])('never shows its bytes: %s', (_, shown, expected) => {
    expect(shown).toBe(expected);
  });
});

/** With its ciphers made, so that whatever it keeps is there to be shown. */
function used(key: BindKey): BindKey {
  for (const name of [...MI_BEACON, ...OTHERS]) key.cipher(name);
  return key;
}
