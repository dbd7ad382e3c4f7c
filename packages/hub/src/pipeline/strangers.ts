// Devices that are none of ours: counted, and nothing else.

import type { AddressValue } from '@bluebell/ble/core';

/** Tells strangers apart, as far as there is room: their number, never who they are. */
export class Strangers {
  readonly #addresses = new Set<AddressValue>();
  /** So many at most; those that are known stay so. */
  limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** How many different addresses were heard; at the limit, there may be more. */
  get size(): number {
    return this.#addresses.size;
  }

  /** Notes one. */
  heard(address: AddressValue): void {
    if (this.#addresses.size < this.limit) this.#addresses.add(address);
  }
}
