// BTHome frames to be sent: what simulated sensors broadcast.

import { encode, type Field, i8, i16, i24, i32, Writer } from '@bluebell/ble/codec';
import { type AddressValue, UsageError } from '@bluebell/ble/core';
import type { BindKey } from '../../bind-key.ts';
import type { BtHomeObject, DimmerTurn } from './object.ts';
import { OBJECT_OF } from './objects.ts';
import { SEAL_1, SEAL_2, type SealForm, sealPayload } from './seal.ts';
import { control, ValueType } from './version1.ts';
import { info } from './version2.ts';

/** One object: its id and its value, of the type that stands in the table of objects. */
export interface BtHomeEntry {
  readonly id: number;
  readonly value: number | boolean | string | DimmerTurn;
}

/** What a frame of either version is made of. */
export interface BtHomeFrameOptions {
  /** In the order of the air; a packet id is the object 0x00. */
  readonly objects: readonly BtHomeEntry[];
  /** The sender: part of the nonce. */
  readonly address: AddressValue;
  /** Encrypts the frame. */
  readonly key?: BindKey | undefined;
  /** Of encrypted frames, 32 bits; never the same twice under one key. */
  readonly counter?: number;
}

/** What version 2 can say besides. */
export interface BtHome2FrameOptions extends BtHomeFrameOptions {
  /** States the address inside the frame too. */
  readonly hasMac?: boolean;
  readonly isTriggerBased?: boolean;
}

const VERSION_2 = 2;

/**
 * Service data of UUID 0xfcd2.
 *
 * @throws {UsageError} an id that BTHome does not have, a value that does not fit, or a key that has
 * not 16 bytes.
 */
export function bthome2Frame(options: BtHome2FrameOptions): Uint8Array<ArrayBuffer> {
  const { objects, address, key, counter = 0, hasMac = false, isTriggerBased = false } = options;
  const head = encode(info, {
    isEncrypted: key !== undefined,
    hasMac,
    isTriggerBased,
    version: VERSION_2,
  });
  const payload = new Writer();
  for (const entry of objects) writeObject2(payload, entry);
  const to = new Writer();
  to.write(head);
  if (hasMac) to.uint(address, 6);
  const [infoByte = 0] = head;
  to.write(sealed(payload.finish(), SEAL_2, key, { mac: address, info: infoByte, counter }));
  return to.finish();
}

/**
 * Service data of UUID 0x181c, or of 0x181e when there is a key.
 *
 * @throws {UsageError} as `bthome2Frame`.
 */
export function bthome1Frame(options: BtHomeFrameOptions): Uint8Array<ArrayBuffer> {
  const { objects, address, key, counter = 0 } = options;
  const payload = new Writer();
  for (const entry of objects) writeObject1(payload, entry);
  return sealed(payload.finish(), SEAL_1, key, { mac: address, info: 0, counter });
}

function sealed(
  payload: Uint8Array<ArrayBuffer>,
  form: SealForm,
  key: BindKey | undefined,
  parts: Parameters<typeof sealPayload>[3],
): Uint8Array<ArrayBuffer> {
  return key ? sealPayload(payload, form, key, parts) : payload;
}

function writeObject2(to: Writer, entry: BtHomeEntry): void {
  const object = objectOf(entry.id);
  const value = bytesOf(object, entry);
  to.uint(object.id, 1);
  if (object.value.size === undefined) to.uint(value.length, 1);
  to.write(value);
}

function writeObject1(to: Writer, entry: BtHomeEntry): void {
  const object = objectOf(entry.id);
  const value = bytesOf(object, entry);
  control.write(to, { length: value.length + 1, type: typeOf(object) });
  to.uint(object.id, 1);
  to.write(value);
}

const SIGNED: ReadonlySet<Field<number>> = new Set([i8, i16, i24, i32]);

/** The type that version 1 names in front of a value. */
function typeOf(object: BtHomeObject): number {
  if (object.kind === 'text') return ValueType.text;
  return object.kind === 'number' && SIGNED.has(object.raw) ? ValueType.sint : ValueType.uint;
}

function objectOf(id: number): BtHomeObject {
  const object = OBJECT_OF[id];
  if (object === undefined) throw new UsageError(`BTHome has no object ${id}`);
  return object;
}

function bytesOf(object: BtHomeObject, { value }: BtHomeEntry): Uint8Array {
  // The cast holds since the field refuses what is no value of its object.
  return encode(object.value as Field<BtHomeEntry['value']>, value);
}
