// Extended adverts whose parts come in packets of their own. Core Spec v5.4, Vol 6, Part B, 4.4.2.

import type { AddressType } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import { Waiting } from './waiting.ts';

/** What an advertising set can carry, Vol 4, Part E, 7.8.54; what goes beyond is cut off. */
const MAX_DATA = 1650;

/** Who advertises. */
export interface Sender {
  readonly address: number;
  readonly addressType: AddressType;
}

/** What is known of an advert from its first packet on. */
export interface ChainFacts extends Sender {
  readonly isConnectable: boolean;
  readonly isScanResponse: boolean;
  readonly sid: number | undefined;
  readonly txPowerDbm: number | undefined;
}

/** An advert that grows packet by packet. */
export class Chain {
  readonly #facts: ChainFacts;
  readonly #data = new Waiting();
  #timeMs = 0;
  #rssiDbm: number | undefined;

  constructor(facts: ChainFacts) {
    this.#facts = facts;
  }

  /** Appends what one packet brought. */
  add(data: Uint8Array, timeMs: number, rssiDbm: number | undefined): void {
    // What no set can carry is not kept either, however long a chain goes on.
    if (this.#data.size <= MAX_DATA) this.#data.add(data);
    this.#timeMs = timeMs;
    this.#rssiDbm = rssiDbm;
  }

  /** The advert as far as it came; strength and time are those of its last packet. Ends the chain. */
  finish(isWhole: boolean): Advert {
    const isOverlong = this.#data.size > MAX_DATA;
    return new Advert({
      ...this.#facts,
      data: this.#data.take().subarray(0, MAX_DATA),
      timeMs: this.#timeMs,
      rssiDbm: this.#rssiDbm,
      isExtended: true,
      isTruncated: !isWhole || isOverlong,
    });
  }
}
