// Qingping's own adverts, never encrypted: control, device type, address, objects.

import { Reader, struct, u8, u48 } from '@bluebell/ble/codec';
import { type AddressValue, formatAddress, hex8, toHex } from '@bluebell/ble/core';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { type FrameDetails, Measurement, type RawObject } from '../../measurement.ts';
import type { Values } from '../../quantities.ts';
import { type GatheredValues, OBJECT_OF, packetId } from './objects.ts';

const UUID = 0xfdcd;
/** Of the oldest CGG1 alone. Passkeys use it too. */
const OLD_UUID = 0xfff9;

/** What stands in front of the objects. No bit of `control` is certain: nothing depends on it. */
export const head = struct({ control: u8, deviceType: u8, mac: u48 });
const HEAD_LENGTH = 8;

/** Bytes in front of a value: id and length. */
const OBJECT_HEAD = 2;

/** CGH1, which sends the door as a second packet id. */
const DOOR_SENSOR = 0x04;

/** Product by the device type that a frame states. */
export type QingpingProducts = ReadonlyMap<number, string>;

/** Makes the format for the products that are known. Others are read all the same, and have no name. */
export function qingpingFormat(products: QingpingProducts): AdvertFormat {
  return { uuids: [UUID, OLD_UUID], read: (frame, heard) => readQingping(frame, heard, products) };
}

function readQingping(
  frame: Reader,
  { advert, uuid }: Heard,
  products: QingpingProducts,
): Measurement | undefined {
  const sender = advert.addressValue;
  if (frame.left < HEAD_LENGTH) {
    return uuid === OLD_UUID ? undefined : malformed(frame, sender, products);
  }
  const { control, deviceType, mac } = head.read(frame);
  const product = products.get(deviceType);
  const objects = new Reader(frame.bytes, frame.offset, frame.end);
  const found = new Found(deviceType);
  const walked = walkObjects(frame, (id, value) => found.add(id, value));
  if (uuid === OLD_UUID && (product === undefined || !isWhole(walked))) return undefined;

  const { packet, values } = found;
  return new Measurement<Frame>({
    family: 'qingping',
    product,
    address: mac,
    encrypted: false,
    sequence: { packet },
    values,
    frame: { control, deviceType, mac, sender, packet, objects },
    describe,
  });
}

/** A frame as it was read: enough to take it apart later. */
interface Frame {
  readonly control: number;
  readonly deviceType: number;
  readonly mac: AddressValue;
  readonly sender: AddressValue;
  readonly packet: number | undefined;
  readonly objects: Reader;
}

function describe({ control, deviceType, mac, sender, packet, objects }: Frame): FrameDetails {
  return {
    control: hex8(control),
    deviceType: hex8(deviceType),
    payloadMac: formatAddress(mac),
    ...(mac !== sender && { macMismatch: true }),
    ...(packet !== undefined && { packetId: packet }),
    ...describeObjects(new Reader(objects.bytes, objects.offset, objects.end), deviceType),
  };
}

function malformed(frame: Reader, sender: AddressValue, products: QingpingProducts): Measurement {
  const control = frame.left > 0 ? frame.u8() : undefined;
  const deviceType = frame.left > 0 ? frame.u8() : undefined;
  return new Measurement({
    family: 'qingping',
    product: deviceType === undefined ? undefined : products.get(deviceType),
    address: sender,
    encrypted: false,
    fault: 'malformed',
    describe: () => ({
      ...(control !== undefined && { control: hex8(control) }),
      ...(deviceType !== undefined && { deviceType: hex8(deviceType) }),
    }),
  });
}

/** What the objects of one frame have said so far. */
class Found {
  packet: number | undefined;
  readonly #values: GatheredValues = {};
  readonly #isDoorSensor: boolean;

  constructor(deviceType: number) {
    this.#isDoorSensor = deviceType === DOOR_SENSOR;
  }

  get values(): Values {
    // The cast holds since objects name none but quantities, of the type of each.
    return this.#values as Values;
  }

  /** Reads one value; false when nothing is known of its id, or its bytes do not fit. */
  add(id: number, value: Reader): boolean {
    if (id === packetId.id) return this.#addPacketId(value);
    const object = OBJECT_OF[id];
    if (object === undefined || object.size !== value.left) return false;
    return object.read(value, this.#values);
  }

  #addPacketId(value: Reader): boolean {
    if (value.left !== packetId.size) return false;
    if (this.packet === undefined) {
      this.packet = packetId.count.read(value);
      return true;
    }
    return this.#isDoorSensor && packetId.door.read(value, this.#values);
  }
}

/** How a walk over objects ended. */
interface WalkEnd {
  /** The last object announces more bytes than there are. */
  readonly isTruncated: boolean;
  /** Bytes too few for an object. */
  readonly trailingBytes: number;
}

function isWhole({ isTruncated, trailingBytes }: WalkEnd): boolean {
  return !isTruncated && trailingBytes === 0;
}

/** Goes over all objects; `visit` finds the reader at the value, its `end` at the end of the value. */
function walkObjects(from: Reader, visit: (id: number, value: Reader) => void): WalkEnd {
  const { end } = from;
  while (from.left >= OBJECT_HEAD) {
    const id = from.u8();
    const length = from.u8();
    if (length > from.left) return { isTruncated: true, trailingBytes: 0 };
    const next = from.offset + length;
    from.end = next;
    visit(id, from);
    from.offset = next;
    from.end = end;
  }
  return { isTruncated: false, trailingBytes: from.left };
}

function describeObjects(from: Reader, deviceType: number): FrameDetails {
  const objects: RawObject[] = [];
  const unknownObjects: string[] = [];
  const found = new Found(deviceType);
  const { isTruncated, trailingBytes } = walkObjects(from, (id, value) => {
    const { offset } = value;
    objects.push({ id: hex8(id), hex: toHex(value.rest()) });
    value.offset = offset;
    if (!found.add(id, value)) unknownObjects.push(hex8(id));
  });
  return {
    objects,
    ...(unknownObjects.length > 0 && { unknownObjects }),
    ...(isTruncated && { truncatedObject: true }),
    ...(trailingBytes > 0 && { trailingBytes }),
  };
}
