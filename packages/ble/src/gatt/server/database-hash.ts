// By which clients tell whether a database is the one they know. Core Spec v5.4, Vol 3, Part G, 7.3.

import { uuid16 } from '../../att/index.ts';
import { encode, list, rest, struct, u16 } from '../../codec/index.ts';
import type { Uuid } from '../../core/index.ts';
import { aesCmac } from '../../crypto/index.ts';
import { AttributeType } from '../declarations.ts';

/** What the hash needs of an attribute. */
export interface HashedAttribute {
  readonly handle: number;
  readonly type: Uuid;
  /** `undefined` where it is not the same for all clients: such values are not hashed. */
  readonly value: Uint8Array | undefined;
}

/** Attributes whose value counts. 7.3.1 */
const WITH_VALUE: readonly Uuid[] = [
  AttributeType.primaryService,
  AttributeType.secondaryService,
  AttributeType.include,
  AttributeType.characteristic,
  AttributeType.extendedProperties,
];

/** Attributes that count without their value. 7.3.1 */
const WITHOUT_VALUE: readonly Uuid[] = [
  AttributeType.userDescription,
  AttributeType.clientConfiguration,
  AttributeType.serverConfiguration,
  AttributeType.presentationFormat,
  AttributeType.aggregateFormat,
];

const hashed = list(struct({ handle: u16, type: uuid16, value: rest }));
const ZERO_KEY = new Uint8Array(16);
const NO_VALUE = new Uint8Array(0);

/** The hash as the Database Hash characteristic has it: 16 bytes, the least significant first. */
export function databaseHash(attributes: readonly HashedAttribute[]): Uint8Array {
  const counting = attributes.flatMap(({ handle, type, value = NO_VALUE }) => {
    if (WITH_VALUE.includes(type)) return [{ handle, type, value }];
    return WITHOUT_VALUE.includes(type) ? [{ handle, type, value: NO_VALUE }] : [];
  });
  return aesCmac(ZERO_KEY, encode(hashed, counting)).toReversed();
}
