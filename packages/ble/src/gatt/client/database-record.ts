// What is known of a server, as plain data: it survives JSON. Core Spec v5.4, Vol 3, Part G, 2.5.2.

import type { Uuid } from '../../core/index.ts';
import type { CharacteristicProperty } from '../../radio/index.ts';

/** A service. What was not discovered is left out. */
export interface ServiceRecord {
  readonly uuid: Uuid;
  readonly startHandle: number;
  readonly endHandle: number;
  readonly includes?: readonly ServiceRecord[];
  readonly characteristics?: readonly CharacteristicRecord[];
}

/** A characteristic. */
export interface CharacteristicRecord {
  readonly uuid: Uuid;
  readonly handle: number;
  readonly valueHandle: number;
  /** The last handle that its descriptors can have. */
  readonly endHandle: number;
  readonly properties: readonly CharacteristicProperty[];
  readonly descriptors?: readonly DescriptorRecord[];
}

/** A descriptor. */
export interface DescriptorRecord {
  readonly uuid: Uuid;
  readonly handle: number;
}

/** All that is known of one server. */
export interface DatabaseRecord {
  /** Its Database Hash, 32 hex digits; left out where it has none. 7.3 */
  readonly hash?: string;
  /** Whether it has promised, to a bonded client, to tell of changes. 7.1 */
  readonly tellsOfChanges: boolean;
  /** All its primary services. */
  readonly services: readonly ServiceRecord[];
}
