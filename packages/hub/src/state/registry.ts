// All devices that the hub knows, and what each last said. Bounded, whatever the air holds.

import { type AddressValue, parseAddress } from '@bluebell/ble/core';
import type { Measurement } from '@bluebell/sensors';
import { ListeningTime } from './availability.ts';
import { blankDevice, type Device, type Heard, type HeardHere, type Update } from './device.ts';
import { DEFAULT_SETTINGS, type DeviceSettings } from './device-settings.ts';
import { Entry, type Reception, type SavedEntry } from './entry.ts';
import type { SilenceParts } from './silence.ts';
import type { TimedValues } from './value-times.ts';

/** Who is told of news. Takes it and returns at once, and never throws. */
export interface RegistryListener {
  /** Something changed or happened. */
  update(update: Update): void;
  /** A device gave way to others: what was told of it is to be taken back. */
  forget(device: Device): void;
}

/** What the user said of a device. */
export interface KnownDevice {
  readonly address: AddressValue;
  readonly name?: string | undefined;
  readonly settings?: DeviceSettings | undefined;
}

/** How much is remembered. */
export interface RegistryLimits {
  /** Sensors that nobody configured. Those of the configuration come on top, and always stay. */
  readonly discovered: number;
}

/** What a registry may have besides. */
export interface RegistryParts {
  /** Default: there are no other hubs. */
  readonly elsewhere?: ((id: string) => readonly Heard[]) | undefined;
}

const NOWHERE: readonly Heard[] = [];

/** Devices by address. */
export class Registry {
  #configured = new Map<AddressValue, Entry>();
  readonly #discovered = new Map<AddressValue, Entry>();
  /** Of the discovered ones, those that gave news once at most; the oldest first. */
  readonly #newcomers = new Set<AddressValue>();
  /** By it silence is measured. */
  readonly time = new ListeningTime();
  #limits: RegistryLimits;
  readonly #listener: RegistryListener;
  readonly #entryParts: SilenceParts;
  #refused = 0;

  constructor(
    known: readonly KnownDevice[],
    limits: RegistryLimits,
    listener: RegistryListener,
    { elsewhere = () => NOWHERE }: RegistryParts = {},
  ) {
    this.#limits = limits;
    this.#listener = listener;
    this.#entryParts = { time: this.time, elsewhere };
    for (const device of known) this.#configured.set(device.address, this.#blank(device, 'sensor'));
  }

  /** Every device of which there is anything to say: configured ones first, as they stand there. */
  get devices(): readonly Device[] {
    const entries = [...this.#configured.values(), ...this.#discovered.values()];
    return entries.filter(({ isKnown }) => isKnown).map(({ device }) => device);
  }

  /** How many devices have a place, heard or not. */
  get size(): number {
    return this.#configured.size + this.#discovered.size;
  }

  /** How often newcomers were turned away since the hub knows as many devices as it may. */
  get refused(): number {
    return this.#refused;
  }

  /** One device, if there is anything to say of it. */
  get(address: AddressValue): Device | undefined {
    const entry = this.#entryOf(address);
    return entry?.isKnown ? entry.device : undefined;
  }

  /** Who of this hub hears each device that there is anything to say of. */
  *heardHere(): Generator<HeardHere> {
    for (const entries of [this.#configured, this.#discovered]) {
      for (const entry of entries.values()) if (entry.isKnown) yield entry.heardHere;
    }
  }

  /** The values of a device, each with when it was heard. */
  timedValues(address: AddressValue): TimedValues | undefined {
    return this.#entryOf(address)?.timedValues;
  }

  /** Another hub says what it heard of a device: what is lacking here is taken from there. */
  borrow(address: AddressValue, theirs: TimedValues): void {
    this.#tell(address, (entry) => entry.borrow(theirs));
  }

  /** Whether the configuration names a device. */
  isConfigured(address: AddressValue): boolean {
    return this.#configured.has(address);
  }

  /** Whether a device speaks only when something happens, as far as is known. */
  speaksOnEvents(address: AddressValue): boolean {
    return this.#entryOf(address)?.speaksOnEvents ?? false;
  }

  /** Whether a device has its place here, by configuration or since it was admitted. */
  has(address: AddressValue): boolean {
    return this.#configured.has(address) || this.#discovered.has(address);
  }

  /**
   * Takes up a sensor that nobody configured. When all places are taken, one that spoke only once
   * gives way; false where none does.
   */
  admit(address: AddressValue): boolean {
    if (this.has(address)) return true;
    if (this.#discovered.size >= this.#limits.discovered && !this.#makeRoom()) {
      this.#refused++;
      return false;
    }
    this.#discovered.set(address, this.#blank({ address }, 'sensor'));
    this.#newcomers.add(address);
    return true;
  }

  /** Notes that a device was heard, without news: only when and how strong. */
  refresh(address: AddressValue, reception: Reception): void {
    this.#tell(address, (entry) => entry.refresh(reception));
  }

  /** Merges what a sensor said. One that has no place here is not heard. */
  measured(measurement: Measurement, reception: Reception): void {
    this.#tell(measurement.address, (entry) => entry.measured(measurement, reception));
  }

  /** Notes that a phone was heard. */
  arrived(phone: KnownDevice, reception: Reception): void {
    this.#track(phone);
    this.#tell(phone.address, (entry) => entry.arrived(reception));
  }

  /** Notes that a phone was not heard for too long. */
  left(phone: KnownDevice, timeMs: number): void {
    this.#track(phone);
    this.#tell(phone.address, (entry) => entry.left(timeMs));
  }

  /** Motion that a sensor told of is over, although it did not say so. */
  motionEnded(address: AddressValue, names: readonly string[], timeMs: number): void {
    this.#tell(address, (entry) => entry.motionEnded(names, timeMs));
  }

  /** A dial was turned; the device as it is then. Nobody is told: who tells of the turn tells of it. */
  turned(address: AddressValue, steps: number): Device | undefined {
    const entry = this.#entryOf(address);
    entry?.turned(steps);
    return entry?.device;
  }

  /** Sets the sum of a dial; false where there is no such device. */
  setDialSum(address: AddressValue, sum: number, timeMs: number): boolean {
    if (!this.#entryOf(address)?.isKnown) return false;
    this.#tell(address, (entry) => entry.setDialSum(sum, timeMs));
    return true;
  }

  /** Tells of those that were silent for too long. */
  checkSilence(timeMs: number): void {
    for (const address of [...this.#configured.keys(), ...this.#discovered.keys()])
      this.#tell(address, (entry) => entry.checkSilence(timeMs));
  }

  /** Nobody could have heard anything: silence begins anew for all, and the gap teaches nothing. */
  skipGap(): void {
    this.time.epoch++;
    for (const entry of [...this.#configured.values(), ...this.#discovered.values()])
      entry.skipGap();
  }

  /** For the store; `undefined` where there is nothing to say of a device. */
  save(address: AddressValue): SavedEntry | undefined {
    const entry = this.#entryOf(address);
    return entry?.isKnown ? entry.save() : undefined;
  }

  /**
   * A device stands as it did when the program ended; false where it has no place any more.
   *
   * @param phone what is tracked under the address now, if anything is.
   */
  restore(saved: SavedEntry, phone: KnownDevice | undefined): boolean {
    const address = parseAddress(saved.id);
    if (saved.kind === 'phone') {
      if (!phone) return false;
      this.#track(phone);
    } else if (!this.admit(address)) return false;
    const entry = this.#entryOf(address);
    if (entry?.device.kind !== saved.kind) return false;
    entry.restore(saved);
    if (saved.isSettled) this.#newcomers.delete(address);
    return true;
  }

  /**
   * The user changed what is configured. Sensors that are configured no more stay as discovered ones
   * where there is room for them.
   *
   * @param options `keeps`: whether something that is configured no more may stay.
   */
  configure(
    known: readonly KnownDevice[],
    phones: readonly KnownDevice[],
    limits: RegistryLimits,
    {
      keeps,
      timeMs,
    }: { keeps: (address: AddressValue, kind: Device['kind']) => boolean; timeMs: number },
  ): void {
    const before = this.#configured;
    this.#limits = limits;
    this.#configured = new Map();
    const changes: (() => void)[] = [];
    const claim = (device: KnownDevice, kind: Device['kind']) => {
      const { address, name, settings = DEFAULT_SETTINGS } = device;
      const old = before.get(address) ?? this.#discovered.get(address);
      const isSame = old?.device.kind === kind;
      if (old && !isSame) changes.unshift(() => this.#listener.forget(old.device));
      const entry = old && isSame ? old : this.#blank(device, kind);
      if (old && isSame)
        changes.push(() => this.#tell(address, () => entry.configure(name, settings, timeMs)));
      before.delete(address);
      this.#discovered.delete(address);
      this.#newcomers.delete(address);
      this.#configured.set(address, entry);
    };
    for (const device of known) claim(device, 'sensor');
    for (const phone of phones) {
      if (before.has(phone.address) || this.#discovered.has(phone.address)) claim(phone, 'phone');
    }
    for (const [address, entry] of before) {
      if (!keeps(address, entry.device.kind)) changes.push(() => this.#forgetEntry(entry));
      else if (entry.device.kind === 'phone') this.#configured.set(address, entry);
      else if (this.#discovered.size < limits.discovered) {
        this.#discovered.set(address, entry);
        const update = () => entry.configure(undefined, DEFAULT_SETTINGS, timeMs);
        changes.push(() => this.#tell(address, update));
      } else changes.push(() => this.#forgetEntry(entry));
    }
    for (const [address, entry] of this.#discovered) {
      if (keeps(address, entry.device.kind)) continue;
      this.#discovered.delete(address);
      this.#newcomers.delete(address);
      changes.push(() => this.#forgetEntry(entry));
    }
    for (const change of changes) change();
  }

  /** Forgets all that a device said; a configured one keeps its place. False where there is none. */
  forget(address: AddressValue): boolean {
    const entry = this.#entryOf(address);
    if (!entry) return false;
    const { kind, name, settings } = entry.device;
    if (this.#configured.has(address))
      this.#configured.set(address, this.#blank({ address, name, settings }, kind));
    this.#discovered.delete(address);
    this.#newcomers.delete(address);
    this.#forgetEntry(entry);
    return true;
  }

  #forgetEntry({ device }: Entry): void {
    this.#listener.forget(device);
  }

  #entryOf(address: AddressValue): Entry | undefined {
    return this.#configured.get(address) ?? this.#discovered.get(address);
  }

  #blank({ address, name, settings }: KnownDevice, kind: Device['kind']): Entry {
    return new Entry(blankDevice(address, kind, name, settings), this.#entryParts);
  }

  #track(phone: KnownDevice): void {
    if (this.#configured.has(phone.address)) return;
    this.#configured.set(phone.address, this.#blank(phone, 'phone'));
  }

  #tell(address: AddressValue, news: (entry: Entry) => Update | undefined): void {
    const entry = this.#entryOf(address);
    const update = entry && news(entry);
    if (!entry || !update) return;
    if (entry.news > 1) this.#newcomers.delete(address);
    this.#listener.update(update);
  }

  #makeRoom(): boolean {
    for (const address of this.#newcomers) {
      const entry = this.#discovered.get(address);
      this.#newcomers.delete(address);
      this.#discovered.delete(address);
      if (entry) this.#listener.forget(entry.device);
      return true;
    }
    return false;
  }
}
