// How often devices were heard and saw motion in each of the last hours. Kept in memory alone.

import { type AddressValue, type Clock, parseAddress } from '@bluebell/ble/core';
import type { Sink } from '../sinks/sink.ts';
import type { Device, Update } from '../state/device.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** More devices than these are not counted. */
const MOST = 4_096;

/** Quantities that say that something moves. */
const MOTION: ReadonlySet<string> = new Set([
  'motion',
  'moving',
  'occupancy',
  'occupancyCloseRange',
]);

/** Counts of 24 hours in a ring, and which hour the newest is. */
class Ring {
  readonly #counts = new Uint32Array(HOURS);
  #hour = Number.NEGATIVE_INFINITY;

  add(hour: number): void {
    if (hour <= this.#hour - HOURS) return;
    if (hour > this.#hour) {
      const gone = Math.min(HOURS, hour - this.#hour);
      for (let i = 0; i < gone; i++) this.#counts[(hour - i) % HOURS] = 0;
      this.#hour = hour;
    }
    const at = hour % HOURS;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  of(hour: number): number {
    const isKept = hour <= this.#hour && hour > this.#hour - HOURS;
    return isKept ? (this.#counts[hour % HOURS] ?? 0) : 0;
  }
}

/** Hears all that sinks are told. */
export class HourCounts implements Sink {
  readonly name = 'hour-counts';
  readonly #sightings = new Map<AddressValue, Ring>();
  readonly #motion = new Map<AddressValue, Ring>();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #startedMs: number;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#startedMs = clock.now();
  }

  /** A packet of a device was heard. */
  heard(address: AddressValue): void {
    add(this.#sightings, address, this.#clock.now());
  }

  update({ device, changed, timeMs }: Update): void {
    const isMoving = changed.some((name) => {
      // The cast holds: values are an object, asked for a name that it may not have.
      const values = device.values as Readonly<Record<string, unknown>>;
      return MOTION.has(name) && values[name] === true;
    });
    if (isMoving) add(this.#motion, parseAddress(device.id), timeMs);
  }

  /** Packets in the hour that holds a moment; `undefined` where nobody counted yet. */
  sightings(deviceId: string, timeMs: number): number | undefined {
    return this.#of(this.#sightings, parseAddress(deviceId), timeMs);
  }

  /** Signs of motion, likewise; `undefined` for what never saw any. */
  motion(deviceId: string, timeMs: number): number | undefined {
    const address = parseAddress(deviceId);
    return this.#motion.has(address) ? this.#of(this.#motion, address, timeMs) : undefined;
  }

  forget(device: Device): void {
    const address = parseAddress(device.id);
    this.#sightings.delete(address);
    this.#motion.delete(address);
  }

  async close(): Promise<void> {}

  #of(rings: Map<AddressValue, Ring>, address: AddressValue, timeMs: number): number | undefined {
    const hour = Math.floor(timeMs / HOUR_MS);
    if (hour < Math.floor(this.#startedMs / HOUR_MS)) return undefined;
    return rings.get(address)?.of(hour) ?? 0;
  }
}

function add(rings: Map<AddressValue, Ring>, address: AddressValue, timeMs: number): void {
  if (!(timeMs >= 0)) return;
  let ring = rings.get(address);
  if (!ring) {
    if (rings.size >= MOST) return;
    ring = new Ring();
    rings.set(address, ring);
  }
  ring.add(Math.floor(timeMs / HOUR_MS));
}
