// UUIDs as they stand in PDUs: two bytes or sixteen. Core Spec v5.4, Vol 3, Part F, 3.2.1.

import { atLeast, bytes, type Field, field, list, struct, u8, u16 } from '../codec/index.ts';
import {
  DecodeError,
  fromHex,
  longUuid,
  parseUuid,
  uuid16 as shortUuid,
  toHex,
  UsageError,
  type Uuid,
} from '../core/index.ts';

const LONG = bytes(16);

/** A UUID of two bytes. */
export const uuid16: Field<Uuid> = field(
  2,
  (from) => shortUuid(from.u16()),
  (to, uuid) => {
    if (uuid.length !== 4) throw new UsageError(`UUID ${uuid} where one of 16 bits stands`);
    to.uint(Number.parseInt(uuid, 16), 2);
  },
);

/** A UUID of sixteen bytes. What the SIG assigned reads as its short form, so that `===` compares. */
export const uuid128: Field<Uuid> = field(
  16,
  (from) => parseUuid(toHex(LONG.read(from).toReversed())),
  (to, uuid) => LONG.write(to, fromHex(longUuid(uuid)).toReversed()),
);

/** A UUID to the end of the bytes: two of them or sixteen. One of 32 bits is sent as sixteen. */
export const uuid: Field<Uuid> = field(
  undefined,
  (from) => {
    if (from.left === 2) return uuid16.read(from);
    if (from.left === 16) return uuid128.read(from);
    throw new DecodeError(`a UUID of ${from.left} bytes`, from.offset);
  },
  (to, value) => (isShort(value) ? uuid16 : uuid128).write(to, value),
);

/** Whether a UUID is sent in two bytes. */
export function isShort(uuid: Uuid): boolean {
  return uuid.length === 4;
}

/** An attribute's handle and type. */
export interface HandleAndUuid {
  readonly handle: number;
  readonly uuid: Uuid;
}

const pairsOf = (inner: Field<Uuid>) => atLeast(1, list(struct({ handle: u16, uuid: inner })));
const FORMAT_16 = 0x01;
const FORMAT_128 = 0x02;
const PAIRS_16 = pairsOf(uuid16);
const PAIRS_128 = pairsOf(uuid128);

/** Format and Information Data of 3.4.3.2: handles and types, those types all short or all long. */
export const informationData: Field<readonly HandleAndUuid[]> = field<readonly HandleAndUuid[]>(
  undefined,
  (from) => {
    const { offset } = from;
    const format = u8.read(from);
    if (format === FORMAT_16) return PAIRS_16.read(from);
    if (format === FORMAT_128) return PAIRS_128.read(from);
    throw new DecodeError(`format ${format} is neither 1 nor 2`, offset);
  },
  (to, pairs) => {
    const areShort = pairs.every((pair) => isShort(pair.uuid));
    u8.write(to, areShort ? FORMAT_16 : FORMAT_128);
    (areShort ? PAIRS_16 : PAIRS_128).write(to, pairs);
  },
);
