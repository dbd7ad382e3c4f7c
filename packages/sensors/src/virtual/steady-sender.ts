// What says the same for ever: beacons, and devices of the neighbours.

import { encode } from '@bluebell/ble/codec';
import type { AddressType, AddressValue } from '@bluebell/ble/core';
import { type AdStructure, AdType, adStructures } from '@bluebell/ble/radio';
import { everySoOften, someSeconds } from './facet.ts';
import type { Sender, Surroundings } from './sender.ts';

/** Real ones send more often; most of it is never heard. */
const PAUSE_S = [3, 6] as const;
/** Some of them are lost on the air. */
const EVENTS = 2;
const INTERVAL_MS = 100;

/** What it is, and what it says. */
export interface SteadySenderOptions {
  readonly address: AddressValue;
  readonly addressType: AddressType;
  /** Behind the flags; it takes turns when there are several. */
  readonly adverts: readonly (readonly AdStructure[])[];
}

/** Sends its adverts in turn. */
export class SteadySender implements Sender {
  readonly #options: SteadySenderOptions;

  constructor(options: SteadySenderOptions) {
    this.#options = options;
  }

  start({ clock, random, transmitter }: Surroundings): void {
    const { address, addressType, adverts } = this.#options;
    const flags = { type: AdType.flags, data: Uint8Array.of(0x06) };
    const datas = adverts.map((structures) => encode(adStructures, [flags, ...structures]));
    let next = 0;
    const advertise = () => {
      const data = datas[next % datas.length];
      next++;
      if (!data) return;
      transmitter.transmit({ address, addressType, data, events: EVENTS, intervalMs: INTERVAL_MS });
    };
    clock.after(someSeconds(random, [0, 1]), advertise);
    everySoOften({ clock, random }, PAUSE_S, advertise);
  }
}
