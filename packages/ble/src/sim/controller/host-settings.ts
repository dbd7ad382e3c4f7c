// What a host has told its controller since the last Reset, beyond what the link layer keeps.
// Core Spec v5.4, Vol 4, Part E, 7.8.

import type { AddressValue } from '../../core/index.ts';
import type { P256KeyPair } from '../../crypto/index.ts';
import type { ScanParameters } from '../link-layer/index.ts';
import type { AdvertisingSet } from './advertising-set.ts';
import type { Generation } from './command-generation.ts';
import { type LegacyAdvertising, legacyAdvertising } from './legacy-advertising.ts';

/** What scanning begins with where the host never said how. 7.8.10. */
const DEFAULT_SCAN: ScanParameters = {
  ownAddressType: 0,
  scanningFilterPolicy: 0,
  phys: { le1M: { scanType: 0, scanInterval: 0x10, scanWindow: 0x10 } },
};

/** Everything that Reset forgets: it is then made anew. */
export class HostSettings {
  /** Which commands the host has used so far, of those that must not be mixed. 3.1.1. */
  generation: Generation | undefined;
  /** `undefined` where the host gave none. */
  randomAddress: AddressValue | undefined;
  readonly legacyAdvertising: LegacyAdvertising = legacyAdvertising();
  /** The sets of extended advertising by handle. */
  readonly advertisingSets = new Map<number, AdvertisingSet>();
  scanParameters: ScanParameters = DEFAULT_SCAN;
  suggestedMaxTxOctets = 27;
  /** Microseconds. */
  suggestedMaxTxTime = 328;
  /** What LE Generate DHKey uses. */
  keyPair: P256KeyPair | undefined;
  /** Stops the work on the curve that is under way. */
  cancelCurve: (() => void) | undefined;
}
