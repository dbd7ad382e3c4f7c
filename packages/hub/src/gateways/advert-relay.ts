// Passes on what the radios of this hub hear of its devices, for other hubs.

import type { AddressValue, Clock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import type { AdvertCounter } from '../watch/metered-radio.ts';
import { writeOwnAdvert } from './own-adverts.ts';

/** The same bytes are passed on again only so often: how strong they are heard matters too. */
const AGAIN_MS = 5_000;
/** Senders that are remembered; the one that was silent longest gives way. */
const MAX_SENDERS = 1024;
/** Different adverts of one sender. */
const MAX_FRAMES = 4;

/** What takes adverts to the others. */
export interface RelayLink {
  readonly isConnected: boolean;
  addEvent(topic: string, payload: string): void;
}

interface Frame {
  readonly data: Uint8Array;
  readonly saidMs: number;
}

/** Hears through `metered(radio, relay)`. */
export class AdvertRelay implements AdvertCounter {
  readonly #topic: string;
  readonly #clock: Clock;
  readonly #senders = new Map<AddressValue, readonly Frame[]>();
  #link: RelayLink | undefined;
  #isOurs: (address: AddressValue) => boolean = () => false;

  constructor(topic: string, clock: Clock) {
    this.#topic = topic;
    this.#clock = clock;
  }

  /**
   * Passes on from now on: radios stand before there is a link.
   *
   * @param isOurs whether an address is one of the user's devices: nobody else's adverts are passed on.
   */
  attach(link: RelayLink, isOurs: (address: AddressValue) => boolean): void {
    this.#link = link;
    this.#isOurs = isOurs;
  }

  hear(advert: Advert): void {
    const link = this.#link;
    if (!link?.isConnected || !this.#isOurs(advert.addressValue) || !this.#isNews(advert)) return;
    const ageMs = Math.max(0, this.#clock.steady() - advert.steadyMs);
    link.addEvent(this.#topic, writeOwnAdvert(advert, ageMs));
  }

  began(): void {}

  ended(): void {}

  #isNews({ addressValue, data, steadyMs }: Advert): boolean {
    const frames = this.#senders.get(addressValue) ?? [];
    const known = frames.find((frame) => equal(frame.data, data));
    if (known && steadyMs - known.saidMs < AGAIN_MS) return false;
    const others = frames.filter((frame) => frame !== known).slice(1 - MAX_FRAMES);
    this.#senders.delete(addressValue);
    this.#senders.set(addressValue, [...others, { data: data.slice(), saidMs: steadyMs }]);
    const [silent] = this.#senders.keys();
    if (this.#senders.size > MAX_SENDERS && silent !== undefined) this.#senders.delete(silent);
    return true;
  }
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
