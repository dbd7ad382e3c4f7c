// THE SEAM between Tasmota's list of sensors and who commands or publishes it.

import type { AddressValue } from '@bluebell/ble/core';
import type { Device } from '../../state/device.ts';

/** What is known of a sensor's key; the key itself never shows. */
export type KeyStatus = 'none' | 'known' | 'missing' | 'wrong';

/** One place of the list, as it stands now. */
export interface Slot {
  /** From 0. */
  readonly index: number;
  /** Of phones, the identity address: never the one they change. */
  readonly address: AddressValue;
  /** Twelve upper-case hex digits. */
  readonly mac: string;
  /** Product id; 0 for a device that is only tracked. */
  readonly pid: number;
  readonly isGeneric: boolean;
  /** Without suffix. `LYWSD03` */
  readonly name: string;
  /** What it is called in messages: with a suffix unless the user named it. `LYWSD03-a1b2c3` */
  readonly key: string;
  /** The name that the user gave it, or that it advertises where that counts. */
  readonly override: string | undefined;
  /** Bits of `Feature`, learned ones too. */
  readonly feat: number;
  readonly keyStatus: KeyStatus;
  /** Generic devices: the last advert as it was on the air, upper-case hex. */
  readonly payload: string | undefined;
  /** `undefined` until something was heard of it. */
  readonly device: Device | undefined;
}

/** All places, in the order of the file, then of first sight. */
export interface SensorList {
  readonly length: number;
  at(index: number): Slot | undefined;
  /** One sensor's. There is one before any sink is told of what the sensor said. */
  of(address: AddressValue): Slot | undefined;
  [Symbol.iterator](): Iterator<Slot>;

  /**
   * Sets a key, for the very next frame; an identity key where the slot is generic. It is kept for a
   * sensor that was not heard yet.
   *
   * @param key 16 bytes, or 12 of a remote of the first generation.
   * @returns `full`: too many keys wait for sensors that were never heard; this one is not kept.
   */
  setKey(address: AddressValue, key: Uint8Array): 'set' | 'kept' | 'full';

  /** Names a sensor; `undefined` or '' takes the name back. The slot as it then is, if there is one. */
  setName(index: number, name: string | undefined): Slot | undefined;

  /**
   * Writes mi32cfg, whole or not at all; with no sensors, nothing.
   *
   * @throws {TransportError} it cannot be written; the old file stays.
   */
  save(): Promise<'saved' | 'empty'>;

  /** Tells of every advert of a generic device. */
  onPayload(listener: (address: AddressValue) => void): void;
}
