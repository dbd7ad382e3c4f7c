// The form in which bluebell passes on adverts to other hubs, one a message:
//
// {"address":"A4C138000001","type":"public","rssi":-62,"age":3,"data":"0201060e16…"}
//
// `type` is left out where it is public, `age` (milliseconds from hearing to sending) where it is 0.

import { addressDigits, fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import * as z from 'zod';
import type { GatewayMessage } from './ble-json.ts';

/** What waited longer on its way is not news. */
const MAX_AGE_MS = 10_000;

const message = z.object({
  address: z.string().max(17),
  type: z.enum(['public', 'random', 'publicIdentity', 'randomIdentity']).default('public'),
  rssi: z.number().min(-127).max(20).optional(),
  age: z.number().min(0).max(MAX_AGE_MS).default(0),
  data: z
    .string()
    .regex(/^([0-9a-f]{2})+$/i)
    .max(2 * 1650),
});

/** Writes an advert; `ageMs` ago it was heard. */
export function writeOwnAdvert(advert: Advert, ageMs: number): string {
  const { addressValue, addressType, rssiDbm, data } = advert;
  return JSON.stringify({
    address: addressDigits(addressValue),
    ...(addressType !== 'public' && { type: addressType }),
    ...(rssiDbm !== undefined && { rssi: rssiDbm }),
    ...(ageMs > 0 && { age: Math.round(ageMs) }),
    data: toHex(data),
  });
}

/** Reads one message; never throws. */
export function readOwnAdvert(payload: string): GatewayMessage {
  try {
    const read = message.safeParse(JSON.parse(payload)).data;
    if (!read) return { kind: 'unusable' };
    const { address, type, rssi, data } = read;
    const facts = { address: parseAddress(address), addressType: type, rssiDbm: rssi };
    return { kind: 'advert', facts: { ...facts, data: fromHex(data) } };
  } catch {
    return { kind: 'unusable' };
  }
}
