// BTHome version 1: objects with a length and a type of their own. Legacy. https://bthome.io/v1

import {
  bits,
  type Field,
  f32,
  i8,
  i16,
  i24,
  i32,
  type Reader,
  scaled,
  u8,
  u16,
  u24,
  u32,
} from '@bluebell/ble/codec';
import { type AddressValue, hex8, toHex } from '@bluebell/ble/core';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { type FrameDetails, Measurement, type RawObject } from '../../measurement.ts';
import { BtHomeFindings } from './findings.ts';
import { type BtHomeFrame, copyOf, describeFrame, objectsOf } from './frame.ts';
import type { NumberObject, ObjectFindings } from './object.ts';
import { OBJECT_OF } from './objects.ts';
import { openPayload, SEAL_1 } from './seal.ts';

const VERSION = 1;
const UUID_PLAIN = 0x181c;
const UUID_ENCRYPTED = 0x181e;

/** The byte in front of an object. `length` counts id and value. */
export const control = bits(u8, { length: 5, type: 3 });

/** Types of values that are told apart here; the others are as the table of objects says. */
export const ValueType = { uint: 0, sint: 1, float: 2, text: 3, mac: 4 } as const;

/** Numbers by the control byte: type and length. */
const NUMBER_OF: ReadonlyMap<number, Field<number>> = new Map([
  [0x02, u8],
  [0x03, u16],
  [0x04, u24],
  [0x05, u32],
  [0x22, i8],
  [0x23, i16],
  [0x24, i24],
  [0x25, i32],
  [0x45, f32],
]);

/** An address stands where others have id and value. */
export const MAC_CONTROL = 0x86;

/** Reads BTHome version 1. */
export const bthome1: AdvertFormat = { uuids: [UUID_PLAIN, UUID_ENCRYPTED], read: readVersion1 };

function readVersion1(frame: Reader, { advert, keys, uuid }: Heard): Measurement {
  const sender = advert.addressValue;
  const encrypted = uuid === UUID_ENCRYPTED;
  const opened = encrypted ? openPayload(frame, SEAL_1, keys.get(sender), sender) : undefined;
  const fault = opened?.fault ?? (!encrypted && frame.left === 0 ? 'malformed' : undefined);

  const found = new BtHomeFindings();
  const objects = fault === undefined ? objectsOf(frame, opened) : undefined;
  const mac = objects && readObjects(copyOf(objects), found);
  const { packet } = found;
  return new Measurement<BtHomeFrame>({
    family: 'bthome-v1',
    product: 'BTHome',
    address: mac ?? sender,
    encrypted,
    fault,
    sequence: { packet, verified: fault === undefined ? opened?.counter : undefined },
    values: found.values,
    events: found.events,
    frame: { sender, mac, packet, opened, objects },
    describe,
  });
}

function describe(frame: BtHomeFrame): FrameDetails {
  return { version: VERSION, ...describeFrame(frame, describeObjects) };
}

/** How a walk over objects ended. */
interface WalkEnd {
  /** The address that stood among the objects. */
  readonly mac: AddressValue | undefined;
  /** The last object runs over the end. */
  readonly isTruncated: boolean;
}

/** Goes over all objects; `visit` finds the reader at the value, its `end` at the end of the value. */
function walkObjects(
  objects: Reader,
  visit: (id: number, controlByte: number, value: Reader) => void,
): WalkEnd {
  const { end } = objects;
  let mac: AddressValue | undefined;
  while (objects.left > 0) {
    const controlByte = objects.u8();
    const { length } = control.of(controlByte);
    if (length > objects.left) return { mac, isTruncated: true };
    const next = objects.offset + length;
    objects.end = next;
    if (controlByte === MAC_CONTROL) mac = objects.u48();
    else if (length > 0) visit(objects.u8(), controlByte, objects);
    objects.offset = next;
    objects.end = end;
  }
  return { mac, isTruncated: false };
}

/** Reads all objects; gives the address that stands among them. */
function readObjects(objects: Reader, into: ObjectFindings): AddressValue | undefined {
  return walkObjects(objects, (id, controlByte, value) => {
    readObject(id, controlByte, value, into);
  }).mac;
}

/** Reads one value; false when nothing is known of its id, or its bytes do not fit. */
export function readObject(
  id: number,
  controlByte: number,
  value: Reader,
  into: ObjectFindings,
): boolean {
  const object = OBJECT_OF[id];
  if (object === undefined) return false;
  if (object.kind === 'number') {
    const number = formOf(object, controlByte)?.read(value);
    // A float may be no number at all.
    if (number === undefined || !Number.isFinite(number)) return false;
    into.value(object.quantity, number);
    return true;
  }
  const { size } = object.value;
  if (size !== undefined && size !== value.left) return false;
  object.read(value, into);
  return true;
}

/** Fields of numbers as version 1 sends them, made when first met. */
const forms = new Map<number, Field<number>>();

/** The control byte says how a number stands there; the table of objects, what it is multiplied with. */
function formOf(object: NumberObject, controlByte: number): Field<number> | undefined {
  const name = object.id * 256 + controlByte;
  const known = forms.get(name);
  if (known) return known;
  const raw = NUMBER_OF.get(controlByte) ?? ownForm(object, controlByte);
  if (raw === undefined) return undefined;
  const form = object.factor === 1 ? raw : scaled(raw, object.factor);
  forms.set(name, form);
  return form;
}

/** Types that were added later, such as that of timestamps: there the table tells the form. */
function ownForm({ raw }: NumberObject, controlByte: number): Field<number> | undefined {
  const { length, type } = control.of(controlByte);
  return type > ValueType.mac && raw.size === length - 1 ? raw : undefined;
}

function describeObjects(reader: Reader): FrameDetails {
  const objects: RawObject[] = [];
  const unknownObjects: string[] = [];
  const nobody = new BtHomeFindings();
  const { isTruncated } = walkObjects(reader, (id, controlByte, value) => {
    const { offset } = value;
    objects.push({ id: hex8(id), hex: toHex(value.rest()) });
    value.offset = offset;
    if (!readObject(id, controlByte, value, nobody)) unknownObjects.push(hex8(id));
  });
  return {
    objects,
    ...(unknownObjects.length > 0 && { unknownObjects }),
    ...(isTruncated && { truncatedObject: true }),
  };
}
