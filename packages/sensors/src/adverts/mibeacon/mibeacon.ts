// MiBeacon, versions 2 to 5: the adverts of Xiaomi and of makers that build for its platform.

import { Reader } from '@bluebell/ble/codec';
import { type AddressValue, formatAddress, hex8, hex16, toHex } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { type FrameDetails, Measurement, type RawObject } from '../../measurement.ts';
import { isLegacy, nonceOf, type Opened, openObjects } from './cipher.ts';
import { CompanyData } from './company-data.ts';
import { type MiBeaconHead, readHead, readPid } from './frame.ts';
import { Collector, readObject, type WalkEnd, walkObjects } from './object-walk.ts';
import type { MiBeaconProduct, MiBeaconProducts } from './products.ts';

/** Service data UUID of Xiaomi. */
const UUID = 0xfe95;

/** A frame as far as it was read: enough to take it apart later. */
interface Frame {
  readonly head: MiBeaconHead;
  readonly mac: AddressValue | undefined;
  readonly advert: Advert;
  readonly product: MiBeaconProduct;
  readonly opened: Opened | undefined;
  /** The objects in the clear: the rest of the frame, or what was decrypted. */
  readonly objects: Uint8Array | undefined;
}

/** Makes the format for the products that are known. */
export function miBeaconFormat(products: MiBeaconProducts): AdvertFormat {
  const companyData = new CompanyData();
  return {
    uuids: [UUID],
    read: (frame, heard) => readMiBeacon(frame, heard, products, companyData),
  };
}

function readMiBeacon(
  frame: Reader,
  { advert, keys }: Heard,
  products: MiBeaconProducts,
  companyData: CompanyData,
): Measurement {
  const head = readHead(frame);
  if (!head) return headless(frame, advert, products);
  const mac = head.flags.hasMac ? head.mac : companyData.macOf(head, advert);
  const address = mac ?? advert.addressValue;
  const product = products.get(head.pid);
  const opened =
    head.fault === undefined && head.flags.encrypted
      ? openObjects(frame, head, address, keys.get(address))
      : undefined;
  const collector = new Collector();
  let objects: Uint8Array | undefined;
  let fault = head.fault ?? opened?.fault;

  // What was sealed are objects, whatever the bit says that announces them.
  if (fault === undefined && (head.flags.hasObject || opened)) {
    objects = opened?.plaintext ?? frame.rest();
    const end = gather(objects, product, collector);
    if (opened && isLegacy(head) && !isWhole(end)) fault = 'auth_failed';
  }
  const found = fault === undefined ? collector.found : undefined;
  return new Measurement<Frame>({
    family: 'mibeacon',
    product: product.product,
    address,
    encrypted: head.flags.encrypted,
    fault,
    sequence: {
      packet: head.frameCounter,
      verified: fault === undefined && opened ? provenCounter(head, opened) : undefined,
    },
    values: found?.values,
    events: found?.events,
    frame: { head, mac, advert, product, opened, objects: found && objects },
    describe: describeFrame,
  });
}

/** A frame that broke off before the counter. */
function headless(frame: Reader, advert: Advert, products: MiBeaconProducts): Measurement {
  const pid = readPid(frame);
  return new Measurement<number | undefined>({
    family: 'mibeacon',
    product: pid === undefined ? undefined : products.get(pid).product,
    address: advert.addressValue,
    fault: 'malformed',
    frame: pid,
    describe: describeHeadless,
  });
}

function describeHeadless(pid: number | undefined): FrameDetails {
  return pid === undefined ? {} : { pid: hex16(pid) };
}

/**
 * Some dimmers with the legacy cipher leave the extended counter at 0: the eight bits that are left
 * go round, and a lower number is no sign of an old recording.
 */
function provenCounter(head: MiBeaconHead, { counter }: Opened): number | undefined {
  return isLegacy(head) && counter === head.frameCounter ? undefined : counter;
}

/** Reads all objects; what they mean goes into the collector. */
function gather(objects: Uint8Array, product: MiBeaconProduct, into: Collector): WalkEnd {
  return walkObjects(new Reader(objects), (id, value) => {
    const row = product.get(id);
    if (row && (product.hasButtons || !row.isButton)) readObject(row, value, into);
  });
}

function isWhole(end: WalkEnd): boolean {
  return !end.isTruncated && end.trailingBytes === 0;
}

function describeFrame(read: Frame): FrameDetails {
  const { head, mac, advert, product, opened, objects } = read;
  return {
    pid: hex16(head.pid),
    version: head.flags.version,
    frameCounter: head.frameCounter,
    ...(mac !== undefined && { payloadMac: formatAddress(mac) }),
    ...(mac !== undefined && mac !== advert.addressValue && { macMismatch: true }),
    ...(head.capability !== undefined && { capability: hex8(head.capability) }),
    ...(head.ioCapability !== undefined && { ioCapability: toHex(head.ioCapability) }),
    ...nonceShown(read),
    ...(opened?.plaintext && objects && { plaintext: toHex(opened.plaintext) }),
    ...(objects && describeObjects(objects, product)),
  };
}

function nonceShown({ head, mac, advert, opened }: Frame): FrameDetails {
  if (opened?.extendedCounter === undefined) return {};
  return { nonce: toHex(nonceOf(head, mac ?? advert.addressValue, opened.extendedCounter)) };
}

function describeObjects(objects: Uint8Array, product: MiBeaconProduct): FrameDetails {
  const list: RawObject[] = [];
  const unknownObjects: string[] = [];
  const nobody = new Collector();
  const end = walkObjects(new Reader(objects), (id, value) => {
    const { offset } = value;
    list.push({ id: hex16(id), hex: toHex(value.rest()) });
    value.offset = offset;
    const row = product.get(id);
    const isRead = row && !row.isUnexplained && readObject(row, value, nobody);
    if (!isRead) unknownObjects.push(hex16(id));
  });
  return {
    objects: list,
    ...(unknownObjects.length > 0 && { unknownObjects }),
    ...(end.isTruncated && { truncatedObject: true }),
    ...(end.trailingBytes > 0 && { trailingBytes: end.trailingBytes }),
  };
}
