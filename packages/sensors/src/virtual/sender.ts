// What sends adverts into the simulated air.

import type { AddressType, AddressValue, Clock } from '@bluebell/ble/core';
import type { SeededRandom } from './random.ts';

/** One advert on its way. */
export interface Transmission {
  readonly address: AddressValue;
  readonly addressType: AddressType;
  readonly data: Uint8Array;
  readonly isConnectable: boolean;
}

/** Takes what is sent. */
export type Send = (transmission: Transmission) => void;

/** What a sender lives with. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly send: Send;
}

/** Something that advertises by itself, from the moment it is started until its clock stops. */
export interface Sender {
  start(surroundings: Surroundings): void;
}
