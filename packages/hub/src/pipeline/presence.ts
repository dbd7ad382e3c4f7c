// Phones and other things that send no values: heard, they are home; silent for too long, away.

import { type AddressValue, type Cancel, type Clock, randomKindOf } from '@bluebell/ble/core';
import { AddressResolver } from '@bluebell/ble/crypto';
import type { Advert } from '@bluebell/ble/radio';
import type { Reception } from '../state/entry.ts';
import type { KnownDevice, Registry } from '../state/registry.ts';

/** A phone or tag that the user wants to be tracked. */
export interface Phone extends KnownDevice {
  /** Identity key of phones whose address changes: 16 bytes, most significant first. */
  readonly irk?: Uint8Array | undefined;
  /** Silence after which it counts as away. */
  readonly awayAfterMs: number;
}

/** What presence works with. */
export interface PresenceParts {
  readonly phones: readonly Phone[];
  readonly registry: Registry;
  readonly clock: Clock;
  /** Changing addresses whose owner, or lack of one, is remembered. */
  readonly rememberedAddresses: number;
  /** When other hubs last heard of it, milliseconds since 1970 UTC. Default: there are none. */
  readonly lastHeardElsewhereMs?: ((address: AddressValue) => number | undefined) | undefined;
}

/** Knows phones by their address or identity key, and when each was last heard. */
export class Presence {
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #resolver: AddressResolver<Phone>;
  readonly #elsewhereMs: (address: AddressValue) => number | undefined;
  readonly #byAddress = new Map<AddressValue, Phone>();
  readonly #timers = new Map<Phone, Cancel>();
  /** Those of the configuration; others were added by commands, or by themselves. */
  #configured = new Set<AddressValue>();
  #isListening = false;

  constructor({
    phones,
    registry,
    clock,
    rememberedAddresses,
    lastHeardElsewhereMs = () => undefined,
  }: PresenceParts) {
    this.#elsewhereMs = lastHeardElsewhereMs;
    this.#resolver = new AddressResolver(rememberedAddresses);
    this.#registry = registry;
    this.#clock = clock;
    for (const phone of phones) {
      this.#know(phone);
      this.#configured.add(phone.address);
    }
  }

  /** Changing addresses whose owner, or lack of one, is remembered from now on. */
  set rememberedAddresses(count: number) {
    this.#resolver.cacheSize = count;
  }

  /** Takes over what is configured now. Who did not change goes on being home or away. */
  configure(phones: readonly Phone[]): void {
    const before = this.#configured;
    this.#configured = new Set(phones.map(({ address }) => address));
    for (const address of before) {
      if (!this.#configured.has(address)) this.remove(address);
    }
    for (const phone of phones) {
      const known = this.#byAddress.get(phone.address);
      if (!known || !areAlike(known, phone)) this.add(phone);
    }
  }

  /** Tracks one no more. */
  remove(address: AddressValue): void {
    const phone = this.#byAddress.get(address);
    if (!phone) return;
    this.#byAddress.delete(address);
    this.#resolver.remove(phone);
    this.#timers.get(phone)?.();
    this.#timers.delete(phone);
  }

  /** Tracks one more from now on; one that was known is told by its new key. */
  add(phone: Phone): void {
    const old = this.#byAddress.get(phone.address);
    if (old) {
      this.#resolver.remove(old);
      this.#timers.get(old)?.();
      this.#timers.delete(old);
    }
    this.#know(phone);
    if (this.#isListening) this.#await(phone);
  }

  #know(phone: Phone): void {
    this.#byAddress.set(phone.address, phone);
    if (!phone.irk) return;
    this.#resolver.add(phone.irk, phone);
    // Tools that read identity keys differ in the order of the bytes.
    this.#resolver.add(phone.irk.toReversed(), phone);
  }

  /** What is tracked under an address of its own. */
  get(address: AddressValue): Phone | undefined {
    return this.#byAddress.get(address);
  }

  /**
   * Something was heard, so there are ears: from now on silence counts, of phones that were never
   * heard too. A second call does nothing.
   */
  listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    for (const phone of this.#byAddress.values()) this.#await(phone);
  }

  /** Whose advert this is; `undefined` for all that is not tracked. */
  whose({ addressValue, addressType }: Advert): Phone | undefined {
    const known = this.#byAddress.get(addressValue);
    if (known || addressType !== 'random' || this.#resolver.size === 0) return known;
    return randomKindOf(addressValue) === 'resolvable'
      ? this.#resolver.resolve(addressValue)
      : undefined;
  }

  /** A phone was heard: it is home, and the time until it counts as away begins anew. */
  heard(phone: Phone, reception: Reception): void {
    this.#await(phone);
    this.#registry.arrived(phone, reception);
  }

  /** Lets go of all timers. */
  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #await(phone: Phone, afterMs: number = phone.awayAfterMs): void {
    this.#timers.get(phone)?.();
    const giveUp = () => {
      this.#timers.delete(phone);
      const leftMs = this.#leftElsewhereMs(phone);
      if (leftMs > 0) this.#await(phone, leftMs);
      else this.#registry.left(phone, this.#clock.now());
    };
    this.#timers.set(phone, this.#clock.after(afterMs, giveUp));
  }

  /** How long it still counts as home since another hub heard it. */
  #leftElsewhereMs({ address, awayAfterMs }: Phone): number {
    const heardMs = this.#elsewhereMs(address);
    if (heardMs === undefined) return 0;
    return Math.min(awayAfterMs, heardMs + awayAfterMs - this.#clock.now());
  }
}

/** Whether nothing would change. */
export function areAlike(one: Phone, other: Phone): boolean {
  return (
    one.name === other.name &&
    one.awayAfterMs === other.awayAfterMs &&
    one.irk?.join() === other.irk?.join()
  );
}
