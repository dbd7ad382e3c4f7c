// What a host was told before. Core Spec v5.4, Vol 6, Part B, 4.4.3.5; Vol 4, Part E, 7.8.65.

import type { DeviceAddress } from './device-address.ts';

/** How many devices are remembered; all are forgotten then, as small controllers do. */
const MAX_DEVICES = 4096;

/** What a legacy advert and its scan response count as. */
const ADVERT = 1;
const RESPONSE = 2;

/** Remembers of whom the host heard; `undefined` stands for anonymous advertisers. */
export class DuplicateFilter {
  readonly #legacy = new Map<DeviceAddress, number>();
  readonly #extended = new Map<DeviceAddress | undefined, Set<number>>();

  /** Whether this is news; it is none from now on. */
  isNewLegacy(device: DeviceAddress, isResponse: boolean): boolean {
    const kind = isResponse ? RESPONSE : ADVERT;
    const known = this.#legacy.get(device) ?? 0;
    if (known === kind || known === ADVERT + RESPONSE) return false;
    if (this.#legacy.size >= MAX_DEVICES) this.#legacy.clear();
    this.#legacy.set(device, known + kind);
    return true;
  }

  /** Whether the device has told all: nobody needs to ask it again. */
  isDone(device: DeviceAddress): boolean {
    return this.#legacy.get(device) === ADVERT + RESPONSE;
  }

  /** The same for extended adverts, which say by set and data identifier whether they are news. */
  isNewExtended(device: DeviceAddress | undefined, adi: number, isResponse: boolean): boolean {
    let known = this.#extended.get(device);
    if (!known) {
      if (this.#extended.size >= MAX_DEVICES) this.#extended.clear();
      known = new Set();
      this.#extended.set(device, known);
    }
    const news = 2 * adi + (isResponse ? 1 : 0);
    if (known.has(news)) return false;
    if (known.size >= MAX_DEVICES) known.clear();
    known.add(news);
    return true;
  }

  forget(): void {
    this.#legacy.clear();
    this.#extended.clear();
  }
}
