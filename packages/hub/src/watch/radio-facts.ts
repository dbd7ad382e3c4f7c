// What is known of one radio while the hub runs: for health, metrics and people.

import type { RadioStage, RecoveryStep } from '@bluebell/ble/radio';

/** What sort of thing a radio is: only a controller can be helped when it is deaf. */
export type RadioKind = 'controller' | 'recording' | 'gateway';

/** One radio, as it stands now. All times are wall-clock milliseconds since 1970 UTC. */
export interface RadioFacts {
  /** The name it was opened by: `hci:0`. */
  readonly name: string;
  readonly kind: RadioKind;
  /** Radios that have no stages of their own are `running`; a recording that came to its end is `closed`. */
  readonly stage: RadioStage;
  /** Whether it has heard nothing for its watchdog time. Recordings never are. */
  readonly isDeaf: boolean;
  /** When it heard the last advert; `undefined` where it heard none yet. */
  readonly heardMs: number | undefined;
  /** Adverts heard since the start. */
  readonly adverts: number;
  /** Of the last minute. */
  readonly advertsPerMinute: number;
  /** How long it may be silent before it counts as deaf, milliseconds. */
  readonly watchdogMs: number;
  /** Steps that were taken to make it hear again, since the start. */
  readonly recoveries: Readonly<Record<RecoveryStep, number>>;
  /** Since when it is as it is: running and hearing, deaf, or away. */
  readonly sinceMs: number;
  /** What is wrong, in words; absent while nothing is. */
  readonly problem?: string;
  /** Links that stand. */
  readonly connections: number;
  /** Room for more links; absent where the radio does not tell, as controllers do not. */
  readonly slotsFree?: number;
}
