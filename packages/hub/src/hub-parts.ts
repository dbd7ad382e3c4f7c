// What a hub is made of, and what it counts.

import type { AddressValue, Clock, Log } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import type { KeyRing } from '@bluebell/sensors';
import type { PipelineCounts } from './pipeline/pipeline.ts';
import type { Phone } from './pipeline/presence.ts';
import type { KnownDevice } from './state/registry.ts';
import type { StateStore } from './store/state-store.ts';
import type { Mi32Setup } from './tasmota/mi32.ts';

/** What the user says of devices: all of it may change while the hub runs. */
export interface HubConfiguration {
  readonly devices: readonly KnownDevice[];
  readonly keys: KeyRing;
  readonly phones: readonly Phone[];
  /** Addresses that the user does not want to hear of. */
  readonly ignored: ReadonlySet<AddressValue>;
  /** Takes up sensors that nobody configured, up to this many; 0 for none. */
  readonly discovered: number;
  /** How much is remembered of what is not ours. Default: as it is; at the start, `DEFAULT_LIMITS`. */
  readonly limits?: HubLimits;
}

/** What the hub is made of. All is handed in: tests hand in a virtual clock and a radio of their own. */
export interface HubParts extends HubConfiguration {
  readonly radios: readonly Radio[];
  /** What Tasmota's MI32 driver knows: its list of sensors, its options, its relays. */
  readonly mi32?: Mi32Setup | undefined;
  /** Where devices outlive the program. Without it, they do not. */
  readonly store?: StateStore | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Bounds of memory. */
export interface HubLimits {
  /** Other people's devices that are told apart, to count them. */
  readonly strangers: number;
  /** Changing addresses whose owner, or lack of one, is remembered. */
  readonly privateAddresses: number;
}

/** Bounds that suit a home. */
export const DEFAULT_LIMITS: HubLimits = { strangers: 4096, privateAddresses: 4096 };

/** What the hub holds and has heard, in numbers. */
export interface HubCounts extends Readonly<PipelineCounts> {
  /** Different addresses of strangers; at the limit, there may be more. */
  readonly strangersKnown: number;
  /** Senders whose last adverts are kept, to know repeats. */
  readonly sendersKept: number;
  /** Devices whose counters are kept. */
  readonly countersKept: number;
  /** Newcomers turned away for want of room. */
  readonly notAdmitted: number;
}

/** Whom the user names: sensors and phones. */
export function addressesOf({ devices, phones }: HubConfiguration): readonly AddressValue[] {
  return [...devices, ...phones].map(({ address }) => address);
}
