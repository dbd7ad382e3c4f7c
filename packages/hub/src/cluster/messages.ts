// What hubs say to each other, as it stands in MQTT messages. Anybody who may write on the broker can
// write these: what does not fit is `undefined`, whatever its size, and never an error.

import * as z from 'zod';
import { parsedJson } from '../parsed-json.ts';

/** More of a message is not even parsed. */
const MAX_CHARACTERS = 256 * 1024;
/** Devices of one report. */
export const MAX_REPORTED = 4096;
/** Values of one device, more than any has, and the characters of one. */
const MAX_VALUES = 128;
export const MAX_TEXT = 256;
/** Receivers of one device in a report. */
const MAX_RECEIVERS = 32;

const hubId = z.string().regex(/^[0-9a-f]{12}$/);
const deviceId = z.string().regex(/^[0-9A-F]{12}$/);
/** More of a name is not said. */
export const MAX_NAME = 128;
const name = z.string().max(MAX_NAME);
/** More of them than any hub has. */
export const MAX_RADIOS = 64;
/** Which life of a hub: a new one after every start. */
const run = z.string().regex(/^[0-9a-f]{8}$/);
const token = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/);
/** Steady milliseconds of the hub that says it. */
const moment = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

const presence = z.object({ state: z.enum(['online', 'offline']), hub: hubId.optional() });

const hubState = z.object({
  state: z.enum(['online', 'offline']),
  name: name.optional(),
  version: name.optional(),
  run: run.optional(),
  /** Which connection of this run it is said on. */
  session: z.number().int().min(0).optional(),
  radios: z.array(name).max(MAX_RADIOS).optional(),
});
/** Whether a hub is there, and who it is. */
export type HubState = z.output<typeof hubState>;

const word = {
  hub: hubId,
  run,
  /** Which press, as every hub that hears it says alike. */
  key: z.string().min(1).max(128),
  /** The id under which it is told. */
  id: token,
  device: deviceId,
  /** What the press turned a dial by, to the right positive. */
  steps: z.number().int().min(-1000).max(1000).optional(),
  /** When it was heard and when this was sent, on the clock of its hub. */
  time: moment,
  sent: moment,
};
const claim = z.object({
  ...word,
  type: z.literal('claim'),
  /** Tells this press from another of the same key that this hub hears. */
  press: token,
  /** The hub listens for an objection before it tells. */
  waits: z.boolean(),
});
const told = z.object({ ...word, type: z.literal('told') });
const pressWord = z.discriminatedUnion('type', [claim, told]);
/** Somebody wants to tell of a press, or did. */
export type PressWord = z.output<typeof pressWord>;
/** Somebody wants to tell of it. */
export type Claim = z.output<typeof claim>;
/** Somebody told of it. */
export type Told = z.output<typeof told>;

const receivers = z
  .record(name, z.tuple([z.number().min(-200).max(100), z.number().min(0)]))
  .refine((all) => Object.keys(all).length <= MAX_RECEIVERS);
const report = z.object({
  run,
  sent: moment,
  /** Whether it names all devices, not only those heard since the report before. */
  full: z.boolean(),
  heard: z.record(deviceId, receivers).refine((all) => Object.keys(all).length <= MAX_REPORTED),
  /** With all devices: how far each dial is turned. */
  dials: z
    .record(deviceId, z.number())
    .refine((all) => Object.keys(all).length <= MAX_REPORTED)
    .optional(),
});
/** What the receivers of a hub heard: `{"A4C138000001":{"hci0":[-62,1500]}}`, dBm and milliseconds ago. */
export type HeardReport = z.output<typeof report>;

const timedValue = z.tuple([
  z.union([z.number(), z.boolean(), z.string().max(MAX_TEXT)]),
  z.number().min(0).max(Number.MAX_SAFE_INTEGER),
]);
const shared = z.object({
  run,
  sent: moment,
  values: z
    .record(
      deviceId,
      z
        .record(z.string().max(64), timedValue)
        .refine((all) => Object.keys(all).length <= MAX_VALUES),
    )
    .refine((all) => Object.keys(all).length <= MAX_REPORTED),
});
/** What devices measured: `{"A4C138000001":{"battery":[95,60000]}}`, with milliseconds ago. */
export type SharedReport = z.output<typeof shared>;

const owner = z.object({ hub: hubId });

/** Each of these reads a message of its kind, and gives nothing for any other text. */
export const parsePresence = parserOf(presence);
/** What a hub says of itself. */
export const parseHubState = parserOf(hubState);
/** A claim, or that it was told. */
export const parsePressWord = parserOf(pressWord);
/** What the receivers of a hub heard. */
export const parseReport = parserOf(report);
/** What devices measured. */
export const parseShared = parserOf(shared);
/** Which hub tells of a device. */
export const parseOwner = parserOf(owner);

function parserOf<T>(schema: z.ZodType<T>): (payload: string) => T | undefined {
  return (payload) => {
    if (payload.length > MAX_CHARACTERS) return undefined;
    return schema.safeParse(parsedJson(payload)).data;
  };
}
