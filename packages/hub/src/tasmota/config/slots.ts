// Tasmota's list of sensors: filled from mi32cfg, then by what is heard, and saved when the user says so.

import type { AddressValue } from '@bluebell/ble/core';
import { BindKey, type Measurement } from '@bluebell/sensors';
import { type Mi32Entry, writeMi32Config } from '../../config/index.ts';
import type { Device } from '../../state/device.ts';
import type { Reception } from '../../state/entry.ts';
import type { Told } from './mi32-state.ts';
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
  /** What commands had said when the hub ended, and the file does not hold. */
  readonly told: Told;
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
  /** Keeps what commands said until the file holds it. */
  readonly keepTold: (told: Told) => Promise<void>;
  /** Told when that cannot be done. */
  readonly onTrouble: (error: unknown) => void;
}

/** The list. */
export class Slots implements SensorList {
  readonly #parts: SlotsParts;
  readonly #entries: SlotEntry[] = [];
  readonly #places = new Map<AddressValue, number>();
  /** Keys and names that commands gave, and that the file does not hold yet: they win over it. */
  readonly #toldKeys: Map<AddressValue, Uint8Array>;
  readonly #toldNames: Map<AddressValue, string>;
  readonly #payloadListeners: ((address: AddressValue) => void)[] = [];
  #saving: Promise<unknown> = Promise.resolve();

  constructor(parts: SlotsParts) {
    this.#parts = parts;
    this.#toldKeys = new Map(parts.told.keys);
    this.#toldNames = new Map(parts.told.names);
    for (const [address, key] of parts.told.keys) {
      if (!parts.configured.keys.has(address)) parts.ring.set(address, new BindKey(key));
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
    return this.#toldKeys.has(address) && !this.has(address);
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
    const isFull = this.#waitingKeys >= MOST_WAITING_KEYS && !this.isAwaited(address);
    if (!entry && isFull) return 'full';
    entry?.setKey(key);
    if (entry?.pid === GENERIC_PID) this.#parts.arm(address, wholeKey(key));
    else this.#parts.ring.set(address, new BindKey(key));
    this.#toldKeys.set(address, key.slice());
    this.#keepTold();
    return entry ? 'set' : 'kept';
  }

  setName(index: number, name: string | undefined): Slot | undefined {
    const entry = this.#entries[index];
    if (!entry) return undefined;
    entry.setName(name);
    this.#toldNames.set(entry.address, name ?? '');
    this.#keepTold();
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
    if (this.#entries.length === 0) return 'empty';
    const saved = this.#entries.map(({ address }) => address);
    await this.#parts.write(writeMi32Config(this.#entries.map((entry) => entry.toFile())));
    // Not before: at no time is there a key that stands nowhere.
    for (const address of saved) {
      this.#toldKeys.delete(address);
      this.#toldNames.delete(address);
    }
    await this.#parts.keepTold({ keys: this.#toldKeys, names: this.#toldNames });
    return 'saved';
  }

  /** Of sensors that were never heard. */
  get #waitingKeys(): number {
    return [...this.#toldKeys.keys()].filter((address) => !this.has(address)).length;
  }

  /** Whoever waits for it to be kept waits for the memory. */
  #keepTold(): void {
    const told = { keys: this.#toldKeys, names: this.#toldNames };
    this.#parts.keepTold(told).catch(this.#parts.onTrouble);
  }

  #entryOf(address: AddressValue): SlotEntry | undefined {
    const place = this.#places.get(address);
    return place === undefined ? undefined : this.#entries[place];
  }

  /** What the configuration tells wins, what a command told before that fills in. */
  #add(start: SlotStart): SlotEntry {
    const { address } = start;
    const { keys, names } = this.#parts.configured;
    const toldKey = this.#toldKeys.get(address);
    // Names of the configuration are those of the file, too: only others win over what was told since.
    const given = names.get(address) === start.name ? undefined : names.get(address);
    const entry = new SlotEntry({
      ...start,
      key: keys.get(address) ?? toldKey ?? start.key,
      name: (given ?? this.#toldNames.get(address) ?? start.name) || undefined,
    });
    if (toldKey && entry.pid === GENERIC_PID) this.#parts.arm(address, wholeKey(toldKey));
    this.#places.set(address, this.#entries.length);
    this.#entries.push(entry);
    return entry;
  }
}
