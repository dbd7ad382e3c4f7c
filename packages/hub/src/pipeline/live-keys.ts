// The keys of sensors, which may change while the hub runs.

import type { AddressValue } from '@bluebell/ble/core';
import type { BindKey, KeyRing } from '@bluebell/sensors';

/** The configuration's keys, with what was changed since. */
export class LiveKeys implements KeyRing {
  readonly #ring: KeyRing;
  /** The key ring that commands write to, where there is one: what is configured goes in there too. */
  readonly #shared: Map<AddressValue, BindKey> | undefined;
  readonly #changed = new Map<AddressValue, BindKey | undefined>();
  readonly #configured = new Map<AddressValue, BindKey>();

  constructor(
    ring: KeyRing,
    addresses: Iterable<AddressValue>,
    shared?: Map<AddressValue, BindKey>,
  ) {
    this.#ring = ring;
    this.#shared = shared;
    for (const address of addresses) this.#note(address, ring.get(address));
  }

  get(address: AddressValue): BindKey | undefined {
    return this.#changed.has(address) ? this.#changed.get(address) : this.#ring.get(address);
  }

  /** Takes over what is configured now. A key that did not change stays the very same. */
  configure(ring: KeyRing, addresses: Iterable<AddressValue>): void {
    for (const address of new Set([...this.#configured.keys(), ...addresses])) {
      const key = ring.get(address);
      if (key?.mark() === this.#configured.get(address)?.mark()) continue;
      this.#note(address, key);
      if (!this.#shared) this.#changed.set(address, key);
      else if (key) this.#shared.set(address, key);
      else this.#shared.delete(address);
    }
  }

  #note(address: AddressValue, key: BindKey | undefined): void {
    if (key) this.#configured.set(address, key);
    else this.#configured.delete(address);
  }
}

/** Knows which key the counters of each device belong to: those of another key begin anew. */
export class KeyWatch {
  readonly #keys = new Map<AddressValue, BindKey>();
  /** Of counters that were kept from an earlier run. */
  readonly #marks = new Map<AddressValue, string>();

  /** Whether the key was entered anew since it was last asked for, be it the same one. */
  isAnew(address: AddressValue, key: BindKey | undefined): boolean {
    const last = this.#keys.get(address);
    if (!key || key === last) return false;
    this.#keys.set(address, key);
    if (last) return true;
    const mark = this.#marks.get(address);
    return mark !== undefined && mark !== key.mark();
  }

  /** The mark of the key that the counters belong to. */
  markOf(address: AddressValue): string | undefined {
    return this.#keys.get(address)?.mark() ?? this.#marks.get(address);
  }

  restore(address: AddressValue, mark: string | undefined): void {
    if (mark !== undefined) this.#marks.set(address, mark);
  }

  forget(address: AddressValue): void {
    this.#keys.delete(address);
    this.#marks.delete(address);
  }
}
