// How many may listen at once, in all and from one place.

import type { Cancel } from '@bluebell/ble/core';
import { isLoopback } from '../../listen.ts';
import { networkOf, plainAddress } from '../../sender-address.ts';

/** How many. */
export interface SeatLimits {
  readonly all: number;
  /** From one address, or one network of IPv6. Of this machine, where proxies are, as many as in all. */
  readonly each: number;
}

export const SEAT_LIMITS: SeatLimits = { all: 64, each: 16 };

/** Who listens, by where from. */
export class Seats {
  readonly #limits: SeatLimits;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(limits: SeatLimits = SEAT_LIMITS) {
    this.#limits = limits;
  }

  /** Takes one; `undefined` where there is none. Gives what lets go of it, however often it is called. */
  take(address: string | undefined): Cancel | undefined {
    const { all, each } = this.#limits;
    const place = placeOf(address);
    const here = this.#taken.get(place) ?? 0;
    if (this.#all >= all || (place !== '' && here >= each)) return undefined;
    this.#all++;
    this.#taken.set(place, here + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#leave(place);
      isTaken = false;
    };
  }

  #leave(place: string): void {
    this.#all--;
    const left = (this.#taken.get(place) ?? 1) - 1;
    if (left > 0) this.#taken.set(place, left);
    else this.#taken.delete(place);
  }
}

/** Empty for this machine. */
function placeOf(address: string | undefined): string {
  return address === undefined || isLoopback(plainAddress(address)) ? '' : networkOf(address);
}
