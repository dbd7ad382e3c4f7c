// What all links of a host share.

import type { Clock, Log } from '../core/index.ts';
import type { DatabaseCache, GattDatabase } from '../gatt/index.ts';
import type { SecurityManagerOptions } from '../smp/index.ts';

/** What all links of a host share. */
export interface HostServices {
  readonly clock: Clock;
  readonly log: Log;
  /** The most bytes of an ATT PDU that we take. */
  readonly mtu: number;
  /** What we serve. */
  readonly database: GattDatabase;
  /** Where is kept what bonded peers serve. */
  readonly cache: DatabaseCache;
  /** Bonds, people and policy, the same for all links. */
  readonly security: Omit<SecurityManagerOptions, 'onPaired' | 'onSecured' | 'onFailed'>;
}
