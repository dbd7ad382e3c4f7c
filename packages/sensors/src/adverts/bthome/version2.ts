// BTHome version 2: an info byte, then objects without lengths. https://bthome.io/format

import { bits, type Infer, type Reader, u8 } from '@bluebell/ble/codec';
import { hex8, toHex } from '@bluebell/ble/core';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { type Fault, type FrameDetails, Measurement, type RawObject } from '../../measurement.ts';
import { describeNothing } from '../describe-nothing.ts';
import { BtHomeFindings } from './findings.ts';
import { type BtHomeFrame, copyOf, describeFrame, objectsOf } from './frame.ts';
import type { BtHomeObject } from './object.ts';
import { OBJECT_OF } from './objects.ts';
import { type Opened, openPayload, SEAL_2 } from './seal.ts';

const UUID = 0xfcd2;
const VERSION = 2;
const MAC_LENGTH = 6;

/** The first byte. */
export const info = bits(u8, {
  isEncrypted: 1,
  hasMac: 1,
  /** Sends when something happens, not at regular times. */
  isTriggerBased: 1,
  _: 2,
  version: 3,
});

/** Reads BTHome version 2. */
export const bthome2: AdvertFormat = { uuids: [UUID], read: readVersion2 };

function readVersion2(frame: Reader, { advert, keys }: Heard): Measurement {
  const sender = advert.addressValue;
  if (frame.left === 0) {
    return new Measurement({
      family: 'bthome-v2',
      product: 'BTHome',
      address: sender,
      fault: 'malformed',
      describe: describeNothing,
    });
  }
  const infoByte = frame.u8();
  const flags = info.of(infoByte);
  const isReadable = flags.version === VERSION;
  const mac = isReadable && flags.hasMac && frame.left >= MAC_LENGTH ? frame.u48() : undefined;
  const isMacCutShort = flags.hasMac && mac === undefined;
  const address = mac ?? sender;

  let fault: Fault | undefined;
  let opened: Opened | undefined;
  if (!isReadable) {
    fault = 'unsupported_version';
  } else if (flags.isEncrypted) {
    const key = keys.get(address) ?? keys.get(sender);
    opened = openPayload(frame, SEAL_2, key, isMacCutShort ? undefined : address, infoByte);
    fault = opened.fault;
  } else if (isMacCutShort) {
    fault = 'malformed';
  }

  const found = new BtHomeFindings();
  const objects = fault === undefined ? objectsOf(frame, opened) : undefined;
  if (objects) walkObjects(copyOf(objects), (object, value) => object.read(value, found));
  const { packet } = found;
  return new Measurement<Frame>({
    family: 'bthome-v2',
    product: 'BTHome',
    address,
    encrypted: flags.isEncrypted,
    fault,
    sequence: { packet, verified: fault === undefined ? opened?.counter : undefined },
    values: found.values,
    events: found.events,
    frame: { flags, sender, mac, packet, opened, objects },
    describe,
  });
}

/** A frame as far as it was read: enough to take it apart later. */
interface Frame extends BtHomeFrame {
  readonly flags: Infer<typeof info>;
}

function describe(frame: Frame): FrameDetails {
  const { version, isTriggerBased } = frame.flags;
  return {
    version,
    triggerBased: isTriggerBased,
    ...describeFrame(frame, describeObjects),
  };
}

/** How a walk over objects ended. */
interface WalkEnd {
  /** The id of an object that nobody has named: what follows cannot be read. */
  readonly unknown?: number;
  /** The last object runs over the end. */
  readonly isTruncated: boolean;
}

const WHOLE: WalkEnd = { isTruncated: false };
const TRUNCATED: WalkEnd = { isTruncated: true };

/** Goes over all objects; `visit` finds the reader at the value, its `end` at the end of the value. */
function walkObjects(
  objects: Reader,
  visit: (object: BtHomeObject, value: Reader) => void,
): WalkEnd {
  const { end } = objects;
  while (objects.left > 0) {
    const id = objects.u8();
    const object = OBJECT_OF[id];
    if (object === undefined) return { unknown: id, isTruncated: false };
    // Text and raw bytes carry their length.
    if (object.value.size === undefined && objects.left === 0) return TRUNCATED;
    const length = object.value.size ?? objects.u8();
    if (length > objects.left) return TRUNCATED;
    const next = objects.offset + length;
    objects.end = next;
    visit(object, objects);
    objects.offset = next;
    objects.end = end;
  }
  return WHOLE;
}

function describeObjects(reader: Reader): FrameDetails {
  const objects: RawObject[] = [];
  const { unknown, isTruncated } = walkObjects(reader, ({ id }, value) => {
    objects.push({ id: hex8(id), hex: toHex(value.rest()) });
  });
  return {
    objects,
    ...(unknown !== undefined && { unknownObjects: [hex8(unknown)] }),
    ...(isTruncated && { truncatedObject: true }),
  };
}
