// Tells news from repeats, and both from old recordings: one memory a device, and bounded.

import type { AddressValue } from '@bluebell/ble/core';
import {
  COUNTER_RULES,
  CounterMemory,
  type Freshness,
  type SavedCounter,
} from './counter-rules.ts';
import type { Family, Measurement } from './measurement.ts';

export type { Freshness, SavedCounter } from './counter-rules.ts';

/** The counters of one device, as plain data. */
export type SavedCounters = Readonly<Partial<Record<Family, SavedCounter>>>;

/** What is remembered of one device: each format counts for itself. */
type DeviceMemory = Partial<Record<Family, CounterMemory>>;

/** How many devices are remembered by default; the one that was silent longest gives way. */
const DEFAULT_DEVICES = 2048;

/** Remembers the counters of many devices. */
export class ReplayGuard {
  /**
   * Devices of which a key has verified something. There are no more of them than keys: a flood of
   * invented addresses pushes none of them out.
   */
  readonly #proven = new Map<AddressValue, DeviceMemory>();
  readonly #others = new Map<AddressValue, DeviceMemory>();
  /** How many devices are remembered, with and without proof, of each kind. */
  limit: number;

  constructor(limit: number = DEFAULT_DEVICES) {
    this.limit = limit;
  }

  /** How many devices are remembered. */
  get size(): number {
    return this.#proven.size + this.#others.size;
  }

  /**
   * Judges a measurement, and remembers its counter. Frames with a fault prove nothing: they are
   * news always, and leave no trace. Frames without a counter are news too: whoever wants them once
   * compares their bytes. So are MiBeacon frames with counter 0, until the device shows another.
   *
   * @param timeMs when the frame was heard.
   * @param hasKey whether a key is known for the device.
   */
  judge(measurement: Measurement, timeMs: number, hasKey: boolean): Freshness {
    const { family, fault, encrypted, sequence } = measurement;
    const { packet, verified } = sequence;
    if (fault !== undefined) return 'news';
    const rules = COUNTER_RULES[family];
    if (rules.refusesPlain && hasKey && encrypted === false) return 'downgrade';
    if (verified !== undefined) {
      return rules.verified(this.#memoryOf(measurement), verified, timeMs);
    }
    if (packet === undefined) return 'news';
    return rules.packet(this.#memoryOf(measurement), packet, timeMs);
  }

  /** Forgets a device: its key was entered anew, so its counters may begin again. */
  forget(address: AddressValue): void {
    this.#proven.delete(address);
    this.#others.delete(address);
  }

  /** What must outlive the program of one device's counters; nothing of one that has none. */
  export(address: AddressValue): SavedCounters {
    const device = this.#proven.get(address) ?? this.#others.get(address) ?? {};
    // The cast holds: the keys of a device's memory are families.
    const memories = Object.entries(device) as [Family, CounterMemory][];
    return Object.fromEntries(memories.map(([family, memory]) => [family, memory.save()]));
  }

  /** Remembers what `export` gave before the program ended, in place of what it knows. */
  restore(address: AddressValue, saved: SavedCounters): void {
    // The cast holds: the keys of saved counters are families.
    const counters = Object.entries(saved) as [Family, SavedCounter][];
    if (counters.length === 0) return;
    this.forget(address);
    const device: DeviceMemory = {};
    for (const [family, counter] of counters) device[family] = CounterMemory.restore(counter);
    const isProven = counters.some(([, { highest }]) => highest !== undefined);
    this.#keep(isProven ? this.#proven : this.#others, address, device);
  }

  #memoryOf({ address, family, sequence }: Measurement): CounterMemory {
    const proven = this.#proven.get(address);
    const device = proven ?? this.#others.get(address) ?? {};
    const isProven = proven !== undefined || sequence.verified !== undefined;
    if (isProven) this.#others.delete(address);
    this.#keep(isProven ? this.#proven : this.#others, address, device);
    const memory = device[family] ?? new CounterMemory();
    device[family] = memory;
    return memory;
  }

  #keep(devices: Map<AddressValue, DeviceMemory>, address: AddressValue, device: DeviceMemory) {
    // Moves to the end: the front of the map is the device that was silent longest.
    devices.delete(address);
    devices.set(address, device);
    if (devices.size <= this.limit) return;
    const silent = devices.keys().next();
    if (!silent.done) devices.delete(silent.value);
  }
}
