// What a peripheral of the simulated home is: what it serves, to whom, and what happens to it.

import type { Clock, Uuid } from '@bluebell/ble/core';
import type { LocalServices, ServiceDefinition } from '@bluebell/ble/radio';
import type { PairingUser, SecurityPolicy } from '@bluebell/ble/smp';
import type { SeededRandom } from '../random.ts';

/** What a peripheral lives with. */
export interface Life {
  readonly clock: Clock;
  readonly random: SeededRandom;
}

/** One peripheral at work. */
export interface PeripheralAtWork {
  readonly services: readonly ServiceDefinition[];
  /** Lets it live: it says what it has to say to those who have subscribed. */
  readonly live?: (served: LocalServices) => void;
}

/** A kind of peripheral. One file each. */
export interface Peripheral {
  /** What it is, for people. */
  readonly product: string;
  /** What there is to try with it, in a sentence. */
  readonly remarks: string;
  /** What it is, by the numbers of the SIG. Assigned Numbers, 2.6. */
  readonly appearance: number;
  /** The services that its adverts name. */
  readonly advertises: readonly Uuid[];
  /** How many may be connected at a time; it is silent while there is no room for more. */
  readonly maxConnections: number;
  /** Who takes part in pairing. Default: nobody, so that just works is all there is. */
  readonly user?: PairingUser;
  /** What it asks of a pairing. Default: what hosts ask by default. */
  readonly security?: Partial<SecurityPolicy>;
  /** Makes one, with services of its own. */
  readonly make: (life: Life) => PeripheralAtWork;
}
