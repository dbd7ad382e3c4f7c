// What must hold of a measurement whatever bytes it was read from. For tests only. Judged by
// node:crypto, and by plain comparisons: an assertion library would take most of a long run's time.

import { createCipheriv } from 'node:crypto';
import { type AddressValue, addressDigits, fromHex, toHex } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import type { Family, FrameDetails, Measurement } from '../measurement.ts';
import { BOOLEANS, NUMBERS, quantityOf, TEXTS } from '../quantities.ts';

/** A message before AES-128-CCM is done with it. RFC 3610. */
export interface PlainMessage {
  readonly key: Uint8Array;
  /** 7 to 13 bytes. */
  readonly nonce: Uint8Array;
  readonly associated: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly tagLength: number;
}

/** Seals a message by node:crypto: cipher text and tag as hex. */
export function sealByOthers(message: PlainMessage): { cipherText: string; tag: string } {
  const { key, nonce, associated, plaintext, tagLength } = message;
  const cipher = createCipheriv('aes-128-ccm', key, nonce, { authTagLength: tagLength });
  if (associated.length > 0) cipher.setAAD(associated, { plaintextLength: plaintext.length });
  const cipherText = toHex(cipher.update(plaintext));
  cipher.final();
  return { cipherText, tag: toHex(cipher.getAuthTag()) };
}

/** The key of a legacy frame, made of 12 bytes or 16. */
export function legacyKey(key: Uint8Array): Uint8Array {
  if (key.length !== 12) return key;
  return Uint8Array.of(...key.subarray(0, 6), 0x8d, 0x3d, 0x3c, 0x97, ...key.subarray(6));
}

/** How a format proves what it says. Places are digits of hex. */
interface Proof {
  readonly key: (key: Uint8Array) => Uint8Array;
  readonly associated: Uint8Array;
  readonly tagLength: number;
  /** What stands in the advert. */
  readonly sent: (cipherText: string, nonce: string, tag: string) => string;
  /** The address as it stands in the nonce. */
  readonly address: (address: AddressValue) => string;
}

const ASSOCIATED = Uint8Array.of(0x11);
const natural = (address: AddressValue) => addressDigits(address).toLowerCase();
const reversed = (address: AddressValue) => toHex(fromHex(natural(address)).toReversed());
const asItIs = (key: Uint8Array) => key;

const MI_BEACON: Proof = {
  key: (key) => (key.length === 12 ? Uint8Array.of(...key, 0xff, 0xff, 0xff, 0xff) : key),
  associated: ASSOCIATED,
  tagLength: 4,
  sent: (cipherText, nonce, tag) => cipherText + nonce.slice(-6) + tag,
  address: reversed,
};

const MI_BEACON_LEGACY: Proof = {
  key: legacyKey,
  associated: ASSOCIATED,
  tagLength: 16,
  sent: (cipherText, nonce, tag) => cipherText + nonce.slice(10, 16) + tag.slice(0, 2),
  address: (address) => reversed(address).slice(0, 10),
};

const BTHOME_1: Proof = {
  key: asItIs,
  associated: ASSOCIATED,
  tagLength: 4,
  sent: (cipherText, nonce, tag) => cipherText + nonce.slice(-8) + tag,
  address: natural,
};

const THERMOMETER: Proof = {
  key: asItIs,
  associated: ASSOCIATED,
  tagLength: 4,
  sent: (cipherText, nonce, tag) => nonce.slice(-2) + cipherText + tag,
  address: reversed,
};

const PROOFS: Readonly<Partial<Record<Family, Proof>>> = {
  mibeacon: MI_BEACON,
  'bthome-v1': BTHOME_1,
  'bthome-v2': { ...BTHOME_1, associated: new Uint8Array() },
  'atc1441-encrypted': THERMOMETER,
  'pvvx-encrypted': THERMOMETER,
};

/** What was proven: frames that differ in this are different. */
export function provenPart({ nonce, plaintext }: FrameDetails): string {
  return `${nonce} ${plaintext}`;
}

/**
 * Fails where a measurement says what it may not say: anything beside a fault, a value that is none
 * of its quantity, or something encrypted that node:crypto does not seal to bytes of the advert.
 *
 * @param bindKey what was decoded with, as hex.
 * @throws {Error} saying what is wrong.
 */
export function checkSound(
  measurement: Measurement,
  advert: Advert,
  bindKey: string | undefined,
): void {
  const { fault, encrypted, values, events, sequence } = measurement;
  const details = measurement.details();
  const opened = encrypted === true && fault === undefined;
  if (fault !== undefined) {
    const said = [...Object.keys(values), ...events.map(({ type }) => type)];
    check(said.length === 0, `${said.join(', ')} beside ${fault}`);
    check(details.objects === undefined, `objects beside ${fault}`);
  }
  check((details.plaintext !== undefined) === opened, 'plain text of what was not proven');
  check(opened || sequence.verified === undefined, 'a counter that was not verified');
  for (const [name, value] of Object.entries(values)) {
    check(isValueOf(name, value), `${name}: ${JSON.stringify(value)}`);
  }
  check((details.objects ?? []).length <= advert.data.length, 'more objects than bytes');
  if (opened) checkProof(measurement, details, advert, bindKey);
}

function isValueOf(name: string, value: unknown): boolean {
  const quantity = quantityOf(name);
  if (quantity in NUMBERS) return Number.isFinite(value);
  if (quantity in BOOLEANS) return typeof value === 'boolean';
  if (quantity in TEXTS) return typeof value === 'string';
  return quantity === 'triggerFlags' && typeof value === 'object';
}

function checkProof(
  { family, address }: Measurement,
  { nonce = '', plaintext = '', version = 0 }: FrameDetails,
  { data, addressValue }: Advert,
  bindKey: string | undefined,
): void {
  const proof = family === 'mibeacon' && version < 4 ? MI_BEACON_LEGACY : PROOFS[family];
  if (!proof || bindKey === undefined) throw new Error(`${family} has opened without a key`);
  const { associated, tagLength } = proof;
  const { cipherText, tag } = sealByOthers({
    key: proof.key(fromHex(bindKey)),
    nonce: fromHex(nonce),
    associated,
    plaintext: fromHex(plaintext),
    tagLength,
  });
  check(toHex(data).includes(proof.sent(cipherText, nonce, tag)), 'opened, and not proven');
  const isOwn = [address, addressValue].some((one) => nonce.includes(proof.address(one)));
  check(isOwn, `a nonce of another address: ${nonce}`);
}

function check(holds: boolean, problem: string): void {
  if (!holds) throw new Error(problem);
}
