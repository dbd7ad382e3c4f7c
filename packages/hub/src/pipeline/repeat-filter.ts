// The same bytes again, a moment later or from another radio: known before anything is decoded.

import type { AddressValue } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';

/** Long enough for the copies of one frame, short enough for a second press of the same key. */
const WINDOW_MS = 3_000;

/** Some sensors take turns between several frames: so many are remembered of each. */
const FRAMES_PER_SENDER = 4;

/** Senders remembered by default; the one that was silent longest gives way. */
const DEFAULT_SENDERS = 2048;

/** Whose values an advert carried: nearly always its sender's alone. */
export type Owners = readonly AddressValue[];

interface Frame {
  readonly data: Uint8Array;
  readonly owners: Owners;
  timeMs: number;
}

type Senders = Map<AddressValue, readonly Frame[]>;

/** Remembers the last adverts of each sender that said something. */
export class RepeatFilter {
  /** Devices that speak for themselves. */
  readonly #own: Senders = new Map();
  /** Those that speak for others: anybody can make up any number, which must not crowd devices out. */
  readonly #relays: Senders = new Map();
  /** How many senders are remembered, of each kind. */
  limit: number;

  constructor(limit: number = DEFAULT_SENDERS) {
    this.limit = limit;
  }

  /** How many senders are remembered. */
  get size(): number {
    return this.#own.size + this.#relays.size;
  }

  /**
   * Whose values these are, if this sender said the very same a moment ago; every repeat begins the
   * moment anew.
   */
  ownersOfRepeat({ addressValue, data, steadyMs: timeMs }: Advert): Owners | undefined {
    return (
      repeated(this.#own, addressValue, data, timeMs) ??
      repeated(this.#relays, addressValue, data, timeMs)
    );
  }

  /** Notes an advert that was no repeat, and the devices that it told of. */
  remember({ addressValue, data, steadyMs: timeMs }: Advert, owners: Owners): void {
    const isOwn = owners.every((owner) => owner === addressValue);
    const senders = isOwn ? this.#own : this.#relays;
    const frames = (senders.get(addressValue) ?? []).filter((frame) => !equal(frame.data, data));
    // A copy: views would keep the much larger memory alive that they were cut from.
    const frame = { data: data.slice(), timeMs, owners };
    moveToEnd(senders, addressValue, [...frames.slice(1 - FRAMES_PER_SENDER), frame]);
    if (senders.size <= this.limit) return;
    const silent = senders.keys().next();
    if (!silent.done) senders.delete(silent.value);
  }

  /** Forgets what a device said of itself: it is gone. */
  forget(address: AddressValue): void {
    this.#own.delete(address);
  }
}

function repeated(
  senders: Senders,
  address: AddressValue,
  data: Uint8Array,
  timeMs: number,
): Owners | undefined {
  const frames = senders.get(address);
  const same = frames?.find((frame) => equal(frame.data, data));
  if (!frames || !same || Math.abs(timeMs - same.timeMs) >= WINDOW_MS) return undefined;
  // Radios of different places tell slightly different times.
  same.timeMs = Math.max(same.timeMs, timeMs);
  moveToEnd(senders, address, frames);
  return same.owners;
}

/** The front of the map is the sender that was silent longest. */
function moveToEnd(senders: Senders, address: AddressValue, frames: readonly Frame[]): void {
  senders.delete(address);
  senders.set(address, frames);
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
