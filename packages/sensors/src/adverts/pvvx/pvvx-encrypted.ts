// pvvx's encrypted form: 11 bytes, six of them cipher text.

import { decode, encode, i16, scaled, struct, u8, u16 } from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';
import type { BindKey } from '../../bind-key.ts';
import type { Values } from '../../quantities.ts';
import { sealedReader, sealFrame } from '../atc/seal.ts';
import { flagBits } from './trigger-flags.ts';

/** The plain text. */
export const pvvxSealed = struct({
  temperature: scaled(i16, 0.01),
  humidity: scaled(u16, 0.01),
  battery: u8,
  flagsRaw: u8,
});

/** What a thermometer has to say. */
export interface PvvxEncryptedReport {
  readonly address: AddressValue;
  readonly key: BindKey;
  readonly temperature: number;
  readonly humidity: number;
  readonly battery: number;
  readonly packetId: number;
  readonly flags?: number | undefined;
}

/** Reads a frame of 11 bytes. */
export const readPvvxEncrypted = sealedReader({
  family: 'pvvx-encrypted',
  product: 'PVVX',
  valuesOf,
});

/** Service data of UUID 0x181a. */
export function pvvxEncryptedFrame(options: PvvxEncryptedReport): Uint8Array<ArrayBuffer> {
  const { address, key, temperature, humidity, battery, packetId, flags = 0 } = options;
  const plaintext = encode(pvvxSealed, { temperature, humidity, battery, flagsRaw: flags });
  return sealFrame(plaintext, address, packetId, key);
}

function valuesOf(plaintext: Uint8Array): Values {
  const { temperature, humidity, battery, flagsRaw } = decode(pvvxSealed, plaintext);
  return { temperature, humidity, battery, flagsRaw, triggerFlags: flagBits.of(flagsRaw) };
}
