// The last known devices, kept in the browser: what an offline start shows.

import type { DeviceItem } from './messages.ts';

/** More characters than these are not kept. */
const MOST_CHARACTERS = 1_500_000;
const PLACE = 'bluebell.devices';

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps devices of one hub. Storage that is full, damaged or switched off is no fault: then nothing is remembered. */
export class DeviceCache {
  readonly #storage: () => Place;
  readonly #hub: string;

  /** `hub`: the address of the page, since one place may serve several. */
  constructor(storage: () => Place, hub: string) {
    this.#storage = storage;
    this.#hub = hub;
  }

  /** What was kept; empty for another hub. */
  load(): readonly DeviceItem[] {
    try {
      const read: unknown = JSON.parse(this.#storage().getItem(PLACE) ?? '{}');
      if (typeof read !== 'object' || read === null) return [];
      const { hub, items } = read as Record<string, unknown>; // Both are looked at below.
      return hub === this.#hub && Array.isArray(items) ? items.filter(isDevice) : [];
    } catch {
      return [];
    }
  }

  /** Keeps as many of them as there is room for. */
  save(items: readonly DeviceItem[]): void {
    try {
      let kept = items;
      let text = this.#text(kept);
      while (text.length > MOST_CHARACTERS && kept.length > 0) {
        kept = kept.slice(0, Math.floor(kept.length / 2));
        text = this.#text(kept);
      }
      this.#storage().setItem(PLACE, text);
    } catch {
      // As said above.
    }
  }

  #text(items: readonly DeviceItem[]): string {
    return JSON.stringify({ hub: this.#hub, items });
  }
}

function isDevice(item: unknown): item is DeviceItem {
  if (typeof item !== 'object' || item === null) return false;
  const { id, address, values, settings, receivers, exposes } = item as Partial<DeviceItem>;
  return (
    typeof id === 'string' &&
    typeof address === 'string' &&
    typeof values === 'object' &&
    values !== null &&
    typeof settings === 'object' &&
    settings !== null &&
    Array.isArray(receivers) &&
    Array.isArray(exposes)
  );
}
