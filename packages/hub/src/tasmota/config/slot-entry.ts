// One sensor of Tasmota's list: what the file, the user and the air have said of it.

import { type AddressValue, addressDigits, toHex } from '@bluebell/ble/core';
import { localNameOf } from '@bluebell/ble/radio';
import type { Measurement } from '@bluebell/sensors';
import type { Mi32Record } from '../../config/index.ts';
import type { Device } from '../../state/device.ts';
import type { Reception } from '../../state/entry.ts';
import { Feature, featuresIn, withBits } from './feature.ts';
import type { KeyStatus, Slot } from './sensor-list.ts';
import { defaultFeatures, GENERIC_PID, isNamedByAdvert, typeName } from './sensor-type.ts';

/** What Tasmota keeps of a name. */
const NAME_LIMIT = 63;

/** What the driver puts into keys of the first generation, which have but 12 bytes. */
const LEGACY_MIDDLE = [0x8d, 0x3d, 0x3c, 0x97] as const;

/** What is known of a sensor when it gets its place. */
export interface SlotStart {
  readonly address: AddressValue;
  readonly pid: number;
  readonly key?: Uint8Array | undefined;
  readonly name?: string | undefined;
  readonly feat?: number | undefined;
}

/** A place of the list, and what changes of it. */
export class SlotEntry {
  readonly address: AddressValue;
  readonly pid: number;
  #key: Uint8Array | undefined;
  #name: string | undefined;
  #feat: number;
  #payload: Uint8Array | undefined;
  /** A key that was just set is neither missing nor wrong until a frame shows it. */
  #isKeyFresh = false;

  constructor({ address, pid, key, name, feat }: SlotStart) {
    this.address = address;
    this.pid = pid;
    this.#key = key && wholeKey(key);
    this.#name = name;
    this.#feat = feat ?? defaultFeatures(pid);
  }

  /** It said something: bits of what it sends are learned where its type tells none. */
  measured(measurement: Measurement, { advert }: Reception): void {
    this.#isKeyFresh = false;
    if (measurement.encrypted) this.#feat = withBits(this.#feat, Feature.needsKey);
    if (defaultFeatures(this.pid) === 0) {
      this.#feat = withBits(this.#feat, featuresIn(measurement.values, measurement.events));
    }
    if (isNamedByAdvert(this.pid)) this.#nameByAdvert(advert.data);
  }

  /** It is only tracked, and was heard. */
  heard({ advert }: Reception): void {
    this.#payload = advert.data;
    this.#feat = withBits(this.#feat, Feature.payload);
    this.#nameByAdvert(advert.data);
  }

  /** @param key 16 bytes, or 12 of the first generation. */
  setKey(key: Uint8Array): void {
    this.#key = wholeKey(key);
    this.#isKeyFresh = true;
  }

  setName(name: string | undefined): void {
    this.#name = name || undefined;
  }

  /** As others see it. */
  slot(index: number, device: Device | undefined): Slot {
    const { address, pid } = this;
    const mac = addressDigits(address);
    const name = this.#name ?? typeName(pid, index, device?.product);
    return {
      index,
      address,
      mac,
      pid,
      isGeneric: pid === GENERIC_PID,
      name,
      key: this.#name ?? `${name}-${mac.slice(6).toLowerCase()}`,
      override: this.#name,
      feat: this.#feat,
      keyStatus: this.#keyStatus(device),
      payload: this.#payload && toHex(this.#payload).toUpperCase(),
      device,
    };
  }

  /** As it is written into mi32cfg. */
  toFile(): Mi32Record {
    const name = this.#name && cutName(this.#name);
    // Of sensors without a name, Tasmota keeps what BTHome ones report alone.
    const keepsFeatures =
      name !== undefined || (isNamedByAdvert(this.pid) && this.pid !== GENERIC_PID);
    const feat = keepsFeatures ? this.#feat : undefined;
    return { address: this.address, pid: this.pid, key: this.#key, name, feat };
  }

  #keyStatus(device: Device | undefined): KeyStatus {
    const fault = this.#isKeyFresh ? undefined : device?.fault;
    if (fault === 'auth_failed' || fault === 'bad_key_length') return 'wrong';
    if (this.#key) return 'known';
    return fault === 'missing_key' ? 'missing' : 'none';
  }

  #nameByAdvert(data: Uint8Array): void {
    this.#name ??= cutName(localNameOf(data) ?? '') || undefined;
  }
}

/** In characters: half of one would be no valid text. */
function cutName(name: string): string {
  return Array.from(name).slice(0, NAME_LIMIT).join('');
}

/** The 16 bytes that Tasmota makes of a key with 12. */
export function wholeKey(key: Uint8Array): Uint8Array {
  if (key.length !== 12) return key;
  return Uint8Array.of(...key.subarray(0, 6), ...LEGACY_MIDDLE, ...key.subarray(6));
}
