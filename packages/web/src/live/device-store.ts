// All devices as the page knows them. Who listens to one device hears of that one alone.

import type { DeviceEvent } from '@bluebell/hub/api';
import { type DeviceChange, type DeviceItem, withChange } from './messages.ts';

/** What came of a device since the last frame: many updates in one. */
export interface News {
  /** Grows with everything heard of the device. */
  readonly count: number;
  /** When the hub heard it, ISO 8601. */
  readonly time: string;
  /** Quantities and fields that were news. */
  readonly changed: ReadonlySet<string>;
  /** What happened; the last few. */
  readonly events: readonly DeviceEvent[];
}

/** What happened last at a device, and when, ISO 8601. */
export interface LastEvent {
  readonly event: DeviceEvent;
  readonly time: string;
}

/** A device, and its last news if any came since the page was opened. */
export interface Known {
  readonly item: DeviceItem;
  readonly news: News | undefined;
  readonly lastEvent: LastEvent | undefined;
}

/** One message about one device. */
export interface Change {
  readonly id: string;
  readonly time: string;
  readonly changed: readonly string[];
  readonly device: DeviceChange;
  readonly events: readonly DeviceEvent[];
}

/** Of one device, so many events wait for a frame at most. */
const MOST_EVENTS = 16;
/** So many devices are known at most. */
const MOST_DEVICES = 10_000;

interface Waiting {
  device: DeviceChange;
  time: string;
  changed: Set<string>;
  events: DeviceEvent[];
  isHeard: boolean;
  /** It was forgotten in front of this: nothing that was known of it holds any more. */
  isNew: boolean;
}

/** The store. Changes wait, merged by device, until `flush`: however many come, no more wait than there are devices. */
export class DeviceStore {
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, Waiting | 'forgotten'>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #listListeners = new Set<() => void>();
  readonly #anyListeners = new Set<() => void>();
  #ids: readonly string[] = [];
  #items: readonly DeviceItem[] | undefined;

  /** The device, or `undefined`. The same object until something changes. */
  get(id: string): Known | undefined {
    return this.#known.get(id);
  }

  /** All ids, in the order in which they came. The same array until one comes or goes. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** All devices. The same array until something changes. */
  get items(): readonly DeviceItem[] {
    this.#items ??= this.#ids.flatMap((id) => this.#known.get(id)?.item ?? []);
    return this.#items;
  }

  /** Calls `listener` when this device changes, comes or goes. */
  onDevice(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  /** Calls `listener` when a device comes or goes. */
  readonly onList = (listener: () => void): (() => void) => {
    this.#listListeners.add(listener);
    return () => this.#listListeners.delete(listener);
  };

  /** Calls `listener` when anything changes, once a flush. */
  readonly onAny = (listener: () => void): (() => void) => {
    this.#anyListeners.add(listener);
    return () => this.#anyListeners.delete(listener);
  };

  /** Takes a change; it shows with the next flush. */
  take(change: Change): void {
    const waiting = this.#waiting.get(change.id);
    const isHeard = change.events.length > 0 || typeof change.device.lastSeen === 'string';
    if (waiting === undefined || waiting === 'forgotten') {
      this.#waiting.set(change.id, {
        device: change.device,
        time: change.time,
        changed: new Set(change.changed),
        events: change.events.slice(-MOST_EVENTS),
        isHeard,
        isNew: waiting === 'forgotten',
      });
      return;
    }
    waiting.device = { ...waiting.device, ...change.device };
    waiting.time = change.time;
    waiting.isHeard ||= isHeard;
    for (const name of change.changed) waiting.changed.add(name);
    waiting.events = [...waiting.events, ...change.events].slice(-MOST_EVENTS);
  }

  /** Takes a device away, with the next flush. */
  forget(id: string): void {
    this.#waiting.set(id, 'forgotten');
  }

  /** Whether a flush would change anything. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** Shows what waits, of so many devices at most: those that wait longest. */
  flush(most = MOST_DEVICES): void {
    if (this.#waiting.size === 0) return;
    const waiting = [...this.#waiting].slice(0, most);
    for (const [id, change] of waiting) {
      this.#waiting.delete(id);
      if (change === 'forgotten') this.#known.delete(id);
      else this.#apply(id, change);
    }
    this.#tell(waiting.map(([id]) => id));
  }

  /** How all devices stand now, in the place of what was known. What is the same stays the same object. */
  replace(items: readonly DeviceItem[]): void {
    this.#waiting.clear();
    const left = new Set(this.#known.keys());
    const changed: string[] = [];
    for (const item of items.slice(0, MOST_DEVICES)) {
      left.delete(item.id);
      const before = this.#known.get(item.id);
      if (before && isSame(before.item, item)) continue;
      this.#known.set(item.id, { item, news: before?.news, lastEvent: before?.lastEvent });
      changed.push(item.id);
    }
    for (const id of left) this.#known.delete(id);
    this.#tell([...changed, ...left]);
  }

  /** Events of before the page was opened, the newest first. Those that came live are newer. */
  recall(events: readonly (LastEvent & { readonly id: string })[]): void {
    const changed: string[] = [];
    for (const { id, event, time } of events) {
      const known = this.#known.get(id);
      if (!known || known.lastEvent) continue;
      this.#known.set(id, { ...known, lastEvent: { event, time } });
      changed.push(id);
    }
    this.#tell(changed);
  }

  #apply(id: string, change: Waiting): void {
    if (change.isNew) this.#known.delete(id);
    const before = this.#known.get(id);
    if (!before && this.#known.size >= MOST_DEVICES) return;
    const news: News | undefined = change.isHeard
      ? {
          count: (before?.news?.count ?? 0) + 1,
          time: change.time,
          changed: change.changed,
          events: change.events,
        }
      : before?.news;
    const event = change.events.at(-1);
    const lastEvent = event ? { event, time: change.time } : before?.lastEvent;
    this.#known.set(id, { item: withChange(before?.item, change.device), news, lastEvent });
  }

  #tell(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#items = undefined;
    const isOtherList =
      this.#ids.length !== this.#known.size || this.#ids.some((id) => !this.#known.has(id));
    if (isOtherList) this.#ids = [...this.#known.keys()];
    for (const id of ids) for (const listener of this.#listeners.get(id) ?? []) listener();
    if (isOtherList) for (const listener of this.#listListeners) listener();
    for (const listener of this.#anyListeners) listener();
  }
}

/** Whether two things of JSON are alike. Members may stand in another order. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(other, name) &&
      // Both are objects; what they hold is compared by this very function.
      isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
  );
}
