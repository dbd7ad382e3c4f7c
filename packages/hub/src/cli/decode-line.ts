// The `--jsonl` and `--rpa` forms of `bluebell decode`: one JSON object in, one out, no state between
// lines. These forms are an interface for other programs: docs/decode.md describes them.

import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress, systemClock, UsageError } from '@bluebell/ble/core';
import { resolves } from '@bluebell/ble/crypto';
import { AdvertListener } from '@bluebell/ble/host';
import { Advert, adStructures, manufacturerData, serviceData16 } from '@bluebell/ble/radio';
import {
  decodeAdvert,
  describeMeasurement,
  identifyBeacon,
  type KeyRing,
  type Measurement,
  NO_KEYS,
  richestOf,
} from '@bluebell/sensors';
import * as z from 'zod';
import { BIND_KEY, WrittenKey } from '../config/secret.ts';
import { errorText } from '../error-text.ts';
import { NO_ADDRESS } from './hex-input.ts';

const hex = z.string().regex(/^([0-9a-f]{2})*$/i, 'hex digits, two for each byte');
const number16 = z.string().regex(/^[0-9a-f]{4}$/i, 'four hex digits');

/** An advert: the first of `serviceData`/`manufacturerData`, `rawAdv` and `hciEvent` that is there counts. */
const advertLine = z.object({
  id: z.unknown().optional(),
  mac: z.string().optional(),
  addressType: z.enum(['public', 'random']).optional(),
  bindKey: z.string().max(256).nullish(),
  serviceData: z.record(number16, hex).optional(),
  manufacturerData: z.record(number16, hex).optional(),
  rawAdv: hex.optional(),
  hciEvent: hex.optional(),
});

/** An identity key and an address. */
const rpaLine = z.object({ id: z.unknown().optional(), irk: hex, address: z.string() });

/** The answer to one line; `error` says what is wrong with the line itself. */
export type LineAnswer =
  | { readonly id: unknown; readonly result: Readonly<Record<string, unknown>> }
  | { readonly id: unknown; readonly error: string };

/** Reads one line with an advert, and says what it means. */
export function answerAdvert(text: string): LineAnswer {
  return answer(text, advertLine, (line) => {
    const keys = keyRingOf(line.bindKey);
    const adverts = advertsOf(line);
    // An event may hold several reports: the first one of a sensor is meant.
    const advert = adverts.find((one) => decodeAdvert(one, keys).length > 0) ?? adverts[0];
    return advert ? describeAdvert(advert, keys) : { recognized: false };
  });
}

/** Reads one line with a key and an address, and says whether they belong together. */
export function answerRpa(text: string): LineAnswer {
  return answer(text, rpaLine, ({ irk, address }) => ({
    resolves: resolves(fromHex(irk), parseAddress(address)),
  }));
}

/** What an advert means, in the names of docs/quantities.md. */
export function describeAdvert(advert: Advert, keys: KeyRing): Readonly<Record<string, unknown>> {
  const measurement = richestOf(decodeAdvert(advert, keys));
  const beacon = identifyBeacon(advert);
  return {
    // Other firmware shares this UUID: its frames are known not to be ours.
    recognized: measurement !== undefined && measurement.family !== '181a-unknown',
    ...(measurement && membersOf(measurement, advert)),
    ...(beacon && { beacon }),
  };
}

function membersOf(measurement: Measurement, { addressValue }: Advert): object {
  const { macMismatch, ...members } = describeMeasurement(measurement);
  // An address in the frame can only differ from that of a sender that is known.
  const isMismatch = macMismatch === true && addressValue !== NO_ADDRESS;
  return { ...members, ...(isMismatch && { macMismatch }) };
}

/** The same key for every sender; none where there is none. One that no format can use is one too. */
function keyRingOf(bindKey: string | null | undefined): KeyRing {
  if (bindKey === undefined || bindKey === null) return NO_KEYS;
  const key = new WrittenKey(bindKey, BIND_KEY).bindKey();
  return { get: () => key };
}

function answer<T>(
  text: string,
  schema: z.ZodType<T>,
  result: (line: T) => Readonly<Record<string, unknown>>,
): LineAnswer {
  let id: unknown = null;
  try {
    const json = jsonOf(text);
    id = z.object({ id: z.unknown() }).safeParse(json).data?.id ?? null;
    return { id, result: result(schema.parse(json)) };
  } catch (error) {
    return { id, error: reasonOf(error) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The engine's own words quote the line, and there may be a key in it.
    throw new UsageError('this line is no JSON', { cause });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('; ');
  }
  return errorText(error);
}

function advertsOf(line: z.infer<typeof advertLine>): readonly Advert[] {
  const { mac, serviceData, manufacturerData: company, rawAdv, hciEvent } = line;
  if (!serviceData && !company && rawAdv === undefined && hciEvent !== undefined) {
    return new AdvertListener().hear(fromHex(hciEvent), systemClock.now());
  }
  const data =
    serviceData || company
      ? encode(adStructures, [
          ...Object.entries(serviceData ?? {}).map(([uuid, bytes]) =>
            serviceData16(Number.parseInt(uuid, 16), fromHex(bytes)),
          ),
          ...Object.entries(company ?? {}).map(([id, bytes]) =>
            manufacturerData(Number.parseInt(id, 16), fromHex(bytes)),
          ),
        ])
      : fromHex(rawAdv ?? '');
  const address = mac === undefined ? NO_ADDRESS : parseAddress(mac);
  return [new Advert({ address, addressType: line.addressType ?? 'public', data, timeMs: 0 })];
}
