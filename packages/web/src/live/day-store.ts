// The days of all devices: asked of the hub once, and kept up by what comes live.

import type { DayList } from '@bluebell/hub/api';
import { NUMBERS, quantityOf } from '@bluebell/sensors/quantities';
import { api } from '../app/api.ts';
import { type Day, dayOf, hourOf, hourOfDay, withValue } from './day-strip.ts';
import type { Change } from './device-store.ts';

const NO_DAY: Day = new Map();

/** Days by device. Who listens to one device hears of that one alone. */
export class DayStore {
  readonly #days = new Map<string, Day>();
  readonly #changed = new Set<string>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #offsetMinutes = -new Date().getTimezoneOffset();
  #loading: Promise<void> | undefined;

  /** The day of a device; empty while nothing is known of it. */
  get(id: string): Day {
    return this.#days.get(id) ?? NO_DAY;
  }

  /** Calls `listener` when the day of this device changes. */
  onDay(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  /** Asks the hub. Without a history there is nothing to show, and no word about it. */
  load(): Promise<void> {
    this.#loading ??= this.#ask().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #ask(): Promise<void> {
    const list = await api
      .get<DayList & { utcOffsetMinutes?: number }>('day')
      .catch(() => undefined);
    if (!list) return;
    this.#offsetMinutes = list.utcOffsetMinutes ?? this.#offsetMinutes;
    for (const { id, ...strips } of list.items) {
      const hour = hourOfDay(strips, this.#offsetMinutes, Date.now());
      this.#days.set(id, dayOf(strips, hour));
      this.#changed.add(id);
    }
  }

  /** Takes the values that an update brings; they show with the next flush. */
  take({ id, time, changed, device }: Change): void {
    const hour = hourOf(Date.parse(time), this.#offsetMinutes);
    if (Number.isNaN(hour) || !device.values) return;
    let day: Map<string, ReturnType<typeof withValue>> | undefined;
    for (const name of changed) {
      const value: unknown = Object.hasOwn(device.values, name) ? device.values[name] : undefined;
      if (typeof value !== 'number' || !Object.hasOwn(NUMBERS, quantityOf(name))) continue;
      day ??= new Map(this.get(id));
      day.set(name, withValue(day.get(name), hour, value));
    }
    if (!day) return;
    this.#days.set(id, day);
    this.#changed.add(id);
  }

  /** The device is gone, and its day with it. */
  forget(id: string): void {
    if (this.#days.delete(id)) this.#changed.add(id);
  }

  /** Whether a flush would tell anything. */
  get isWaiting(): boolean {
    return this.#changed.size > 0;
  }

  /** Tells of what changed, of so many devices at most. */
  flush(most: number): void {
    const changed = [...this.#changed].slice(0, most);
    for (const id of changed) this.#changed.delete(id);
    for (const id of changed) for (const listener of this.#listeners.get(id) ?? []) listener();
  }
}
