// Tasmota's list of sensors: filled from mi32cfg, then by what is heard, and saved when the user says so.

import type { AddressValue } from '@bluebell/ble/core';
import { BindKey, type Measurement } from '@bluebell/sensors';
import { type Mi32Entry, writeMi32Config } from '../../config/index.ts';
import type { Device } from '../../state/device.ts';
import type { Reception } from '../../state/entry.ts';
import type { SensorList, Slot } from './sensor-list.ts';
import { GENERIC_PID, pidOf } from './sensor-type.ts';
import { SlotEntry, type SlotStart, wholeKey } from './slot-entry.ts';

/** Keys that may wait for sensors that were never heard: those who send commands cannot fill the memory. */
const MOST_WAITING_KEYS = 1000;

/** What the list works with. */
export interface SlotsParts {
  /** The file's entries, in its order. */
  readonly entries: readonly Mi32Entry[];
  /** Phones of the configuration that the file does not hold. */
  readonly phones: readonly SlotStart[];
  /** Keys of sensors that were not heard when the hub ended. */
  readonly waitingKeys: ReadonlyMap<AddressValue, Uint8Array>;
  /** The key ring of the decoders: a key that is set here holds for the next frame. */
  readonly ring: Map<AddressValue, BindKey>;
  /** Keys and names that the configuration tells; they win over the file. */
  readonly configured: {
    readonly keys: ReadonlyMap<AddressValue, Uint8Array>;
    readonly names: ReadonlyMap<AddressValue, string>;
  };
  readonly deviceOf: (address: AddressValue) => Device | undefined;
  /** Has a generic device told by its identity key from now on. */
  readonly arm: (address: AddressValue, irk: Uint8Array) => void;
  /** Puts the content of mi32cfg where it is kept, whole or not at all. */
  readonly write: (content: Uint8Array) => Promise<void>;
  /** Keeps the keys that wait. */
  readonly keepWaiting: (keys: ReadonlyMap<AddressValue, Uint8Array>) => Promise<void>;
}

/** The list. */
export class Slots implements SensorList {
  readonly #parts: SlotsParts;
  readonly #entries: SlotEntry[] = [];
  readonly #places = new Map<AddressValue, number>();
  readonly #waitingKeys: Map<AddressValue, Uint8Array>;
  readonly #payloadListeners: ((address: AddressValue) => void)[] = [];
  #saving: Promise<unknown> = Promise.resolve();

  constructor(parts: SlotsParts) {
    this.#parts = parts;
    this.#waitingKeys = new Map(parts.waitingKeys);
    for (const [address, key] of parts.waitingKeys) {
      if (!parts.ring.has(address)) parts.ring.set(address, new BindKey(key));
    }
    for (const { address, pid, key, name, feat } of parts.entries) {
      const usable = key?.problem === undefined ? key?.reveal() : undefined;
      this.#add({ address, pid, key: usable, name, feat });
    }
    for (const phone of parts.phones) if (!this.#places.has(phone.address)) this.#add(phone);
  }

  get length(): number {
    return this.#entries.length;
  }

  at(index: number): Slot | undefined {
    const entry = this.#entries[index];
    return entry?.slot(index, this.#parts.deviceOf(entry.address));
  }

  of(address: AddressValue): Slot | undefined {
    const index = this.#places.get(address);
    return index === undefined ? undefined : this.at(index);
  }

  *[Symbol.iterator](): Generator<Slot> {
    for (const [index, entry] of this.#entries.entries()) {
      yield entry.slot(index, this.#parts.deviceOf(entry.address));
    }
  }

  has(address: AddressValue): boolean {
    return this.#places.has(address);
  }

  /** Whether the user gave a key for a sensor that was never heard: it is welcome, whoever else is not. */
  isAwaited(address: AddressValue): boolean {
    return this.#waitingKeys.has(address);
  }

  /** A sensor said something; one that is new gets a place. */
  measured(measurement: Measurement, reception: Reception): void {
    const { address } = measurement;
    const entry = this.#entryOf(address) ?? this.#add({ address, pid: pidOf(measurement) });
    entry.measured(measurement, reception);
  }

  /** A device that is only tracked was heard; one that is new gets a place. */
  heard(address: AddressValue, reception: Reception): void {
    const entry = this.#entryOf(address) ?? this.#add({ address, pid: GENERIC_PID });
    entry.heard(reception);
  }

  /** Says that the advert of a generic device is now in the list and the registry. */
  tell(address: AddressValue): void {
    for (const listener of this.#payloadListeners) listener(address);
  }

  /** Gives a place to what the user just added to the files, or changes what was known of it. */
  enroll(start: SlotStart): void {
    const { address, name, key } = start;
    const entry = this.#entryOf(address) ?? this.#add(start);
    if (name !== undefined) entry.setName(name);
    if (key) entry.setKey(key);
  }

  /** A sensor that gave way to others loses its place, as in the registry. */
  forget(address: AddressValue): void {
    const place = this.#places.get(address);
    if (place === undefined) return;
    this.#entries.splice(place, 1);
    this.#places.clear();
    for (const [index, entry] of this.#entries.entries()) this.#places.set(entry.address, index);
  }

  setKey(address: AddressValue, key: Uint8Array): 'set' | 'kept' | 'full' {
    const entry = this.#entryOf(address);
    if (entry?.pid === GENERIC_PID) {
      entry.setKey(key);
      this.#parts.arm(address, wholeKey(key));
      return 'set';
    }
    const isFull = this.#waitingKeys.size >= MOST_WAITING_KEYS && !this.isAwaited(address);
    if (!entry && isFull) return 'full';
    this.#parts.ring.set(address, new BindKey(key));
    if (entry) {
      entry.setKey(key);
      return 'set';
    }
    this.#waitingKeys.set(address, key.slice());
    return 'kept';
  }

  setName(index: number, name: string | undefined): Slot | undefined {
    this.#entries[index]?.setName(name);
    return this.at(index);
  }

  onPayload(listener: (address: AddressValue) => void): void {
    this.#payloadListeners.push(listener);
  }

  save(): Promise<'saved' | 'empty'> {
    // One after the other: what was asked last is what stays.
    const saving = this.#saving.then(() => this.#save());
    this.#saving = saving.catch(() => {});
    return saving;
  }

  async #save(): Promise<'saved' | 'empty'> {
    await this.#parts.keepWaiting(this.#waitingKeys);
    if (this.#entries.length === 0) return 'empty';
    await this.#parts.write(writeMi32Config(this.#entries.map((entry) => entry.toFile())));
    return 'saved';
  }

  #entryOf(address: AddressValue): SlotEntry | undefined {
    const place = this.#places.get(address);
    return place === undefined ? undefined : this.#entries[place];
  }

  /** What the configuration tells wins, what a command told before that fills in. */
  #add(start: SlotStart): SlotEntry {
    const { address } = start;
    const { keys, names } = this.#parts.configured;
    const entry = new SlotEntry({
      ...start,
      key: keys.get(address) ?? start.key ?? this.#waitingKeys.get(address),
      name: names.get(address) ?? start.name,
    });
    this.#waitingKeys.delete(address);
    this.#places.set(address, this.#entries.length);
    this.#entries.push(entry);
    return entry;
  }
}
