// What sends adverts into the simulated air, and what it sends them with.

import type { AddressType, AddressValue, Clock } from '@bluebell/ble/core';
import type { SeededRandom } from './random.ts';

/** An advert, and how often it is to be sent. */
export interface Broadcast {
  readonly address: AddressValue;
  readonly addressType: AddressType;
  /** AD structures, 31 bytes at the most. */
  readonly data: Uint8Array;
  /** Advertising events, 1 to 255: each is one PDU on each of the three channels. */
  readonly events: number;
  /** From one event to the next, and from the last one to what comes then; 20 ms or more. */
  readonly intervalMs: number;
}

/** The sending half of a device. */
export interface Transmitter {
  /** Whether something is still to be sent. */
  readonly isBusy: boolean;
  /** Sends an advert as soon as all before it was sent. */
  transmit(broadcast: Broadcast): void;
}

/** What a sender lives with. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly transmitter: Transmitter;
}

/** Something that advertises by itself, from the moment it is started until its clock stops. */
export interface Sender {
  start(surroundings: Surroundings): void;
}
