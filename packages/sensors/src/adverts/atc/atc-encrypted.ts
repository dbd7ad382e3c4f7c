// ATC1441's encrypted form: 8 bytes, three of them cipher text.

import { bits, decode, encode, offsetBy, scaled, struct, u8 } from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';
import type { BindKey } from '../../bind-key.ts';
import type { Values } from '../../quantities.ts';
import { sealedReader, sealFrame } from './seal.ts';

/** The plain text. */
export const atcSealed = struct({
  temperature: offsetBy(scaled(u8, 0.5), -40),
  humidity: scaled(u8, 0.5),
  state: bits(u8, { battery: 7, triggerOut: 1 }),
});

/** What a thermometer has to say in so few bytes. */
export interface AtcEncryptedReport {
  readonly address: AddressValue;
  readonly key: BindKey;
  /** -40 to 87.5 °C in halves. */
  readonly temperature: number;
  readonly humidity: number;
  readonly battery: number;
  /** Whether the trigger output is on. */
  readonly triggerOut?: boolean;
  readonly packetId: number;
}

/** Reads a frame of 8 bytes. */
export const readAtcEncrypted = sealedReader({
  family: 'atc1441-encrypted',
  product: 'ATC',
  valuesOf,
});

/** Service data of UUID 0x181a. */
export function atcEncryptedFrame(options: AtcEncryptedReport): Uint8Array<ArrayBuffer> {
  const { address, key, temperature, humidity, battery, triggerOut = false, packetId } = options;
  const state = { battery, triggerOut };
  return sealFrame(encode(atcSealed, { temperature, humidity, state }), address, packetId, key);
}

function valuesOf(plaintext: Uint8Array): Values {
  const { temperature, humidity, state } = decode(atcSealed, plaintext);
  const { battery, triggerOut } = state;
  return { temperature, humidity, battery, triggerFlags: { triggerOut } };
}
