// The JSON by which OpenMQTTGateway and Theengs Gateway pass on raw adverts: the parts of an advert as hex,
// from which the advert is put together again. What they decoded themselves stands beside it, and is not read.
//
// {"id":"A4:C1:38:00:00:01","mac_type":0,"name":"ATC_000001","rssi":-62,
//  "servicedatauuid":"0x181a","servicedata":"a4c13800000100d7…","manufacturerdata":"8f03…"}
//
// OpenMQTTGateway sends the raw parts with `pubadvdata` or with an external decoder, Theengs Gateway with
// `--publish_advdata 1`. Several service data of one advert stand in lists of equal length.

import { encode } from '@bluebell/ble/codec';
import { type AddressType, fromHex, parseAddress } from '@bluebell/ble/core';
import {
  type AdStructure,
  AdType,
  type AdvertFacts,
  adStructures,
  serviceData16,
} from '@bluebell/ble/radio';
import * as z from 'zod';
import { parsedJson } from '../parsed-json.ts';

/** Longest payload of an advert, in bytes. Core Spec v5.4, Vol 4, Part E, 7.7.65.13. */
const MAX_ADVERT = 1650;
/** What fits an AD structure beside its type and a UUID of 16 bytes. */
const MAX_STRUCTURE = 254;
const MAX_SERVICES = 8;

const hex = z
  .string()
  .regex(/^([0-9a-f]{2})*$/i)
  .max(2 * MAX_STRUCTURE);
const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([schema.transform((one) => [one]), z.array(schema).max(MAX_SERVICES)]);

const message = z.object({
  id: z.string().max(32),
  name: z.string().max(64).optional(),
  rssi: z.number().min(-127).max(20).optional(),
  mac_type: z.union([z.number(), z.string().max(16)]).optional(),
  servicedata: oneOrMore(hex).optional(),
  servicedatauuid: oneOrMore(z.string().max(40)).optional(),
  manufacturerdata: oneOrMore(hex).optional(),
});

/** What a gateway's message is: an advert, something without raw parts, or nothing that makes sense. */
export type GatewayMessage =
  | { readonly kind: 'advert'; readonly facts: Omit<AdvertFacts, 'timeMs' | 'steadyMs'> }
  | { readonly kind: 'decodedOnly' }
  | { readonly kind: 'unusable' };

/** Reads one message; never throws. */
export function readBleJson(payload: string): GatewayMessage {
  const read = message.safeParse(parsedJson(payload)).data;
  if (!read) return { kind: 'unusable' };
  const { servicedata = [], servicedatauuid = [], manufacturerdata = [] } = read;
  if (servicedata.length === 0 && manufacturerdata.length === 0) return { kind: 'decodedOnly' };
  if (servicedata.length !== servicedatauuid.length) return { kind: 'unusable' };
  try {
    const data = encode(adStructures, [
      ...servicedata.map((data, at) => serviceData(servicedatauuid[at] ?? '', fromHex(data))),
      ...manufacturerdata.map((data) => ({ type: AdType.manufacturerData, data: fromHex(data) })),
      ...nameOf(read.name),
    ]);
    if (data.length > MAX_ADVERT) return { kind: 'unusable' };
    const addressType = typeOf(read.mac_type);
    const facts = { address: parseAddress(read.id), addressType, rssiDbm: read.rssi, data };
    return { kind: 'advert', facts };
  } catch {
    // An id that is no address, as macOS makes them up; a UUID that is none; more than fits a structure.
    return { kind: 'unusable' };
  }
}

/** `0xfe95`, `fe95`, `0000fe95-0000-1000-8000-00805f9b34fb`, or one of 128 bits of its own. */
const SHORT_UUID = /^(?:0x)?([0-9a-f]{4})$/i;
const BASE_UUID = /^0000([0-9a-f]{4})-0000-1000-8000-00805f9b34fb$/i;
const LONG_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Service data with its UUID. Supplement to the Core Spec, Part A, 1.11. */
function serviceData(uuid: string, data: Uint8Array): AdStructure {
  const short = SHORT_UUID.exec(uuid)?.[1] ?? BASE_UUID.exec(uuid)?.[1];
  if (short !== undefined) return serviceData16(Number.parseInt(short, 16), data);
  if (!LONG_UUID.test(uuid)) throw new RangeError(`'${uuid}' is no UUID`);
  const bytes = fromHex(uuid.replaceAll('-', '')).toReversed();
  return { type: AdType.serviceData128, data: Uint8Array.of(...bytes, ...data) };
}

function nameOf(name: string | undefined): readonly AdStructure[] {
  if (name === undefined || name === '') return [];
  return [{ type: AdType.completeName, data: new TextEncoder().encode(name) }];
}

/** The type of the address: 1 is random. Sensors have public ones, where nothing is said. */
function typeOf(macType: string | number | undefined): AddressType {
  return macType === 1 || macType === '1' || macType === 'random' ? 'random' : 'public';
}
