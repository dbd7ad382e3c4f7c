// All devices that the hub knows, and what each last said. Bounded, whatever the air holds.

import type { AddressValue } from '@bluebell/ble/core';
import type { Measurement } from '@bluebell/sensors';
import { blankDevice, type Device, type Update } from './device.ts';
import { Entry, type Reception } from './entry.ts';

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
}

/** How much is remembered. */
export interface RegistryLimits {
  /** Sensors that nobody configured. Those of the configuration come on top, and always stay. */
  readonly discovered: number;
}

/** Devices by address. */
export class Registry {
  readonly #configured = new Map<AddressValue, Entry>();
  readonly #discovered = new Map<AddressValue, Entry>();
  /** Of the discovered ones, those that gave news once at most; the oldest first. */
  readonly #newcomers = new Set<AddressValue>();
  readonly #limits: RegistryLimits;
  readonly #listener: RegistryListener;
  #refused = 0;

  constructor(known: readonly KnownDevice[], limits: RegistryLimits, listener: RegistryListener) {
    this.#limits = limits;
    this.#listener = listener;
    for (const { address, name } of known) {
      this.#configured.set(address, new Entry(blankDevice(address, 'sensor', name)));
    }
  }

  /** Every device of which there is anything to say: configured ones first, as they stand there. */
  get devices(): readonly Device[] {
    const entries = [...this.#configured.values(), ...this.#discovered.values()];
    return entries.filter(({ isKnown }) => isKnown).map(({ device }) => device);
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
    this.#discovered.set(address, new Entry(blankDevice(address, 'sensor', undefined)));
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

  #entryOf(address: AddressValue): Entry | undefined {
    return this.#configured.get(address) ?? this.#discovered.get(address);
  }

  #track({ address, name }: KnownDevice): void {
    if (this.#configured.has(address)) return;
    this.#configured.set(address, new Entry(blankDevice(address, 'phone', name)));
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
