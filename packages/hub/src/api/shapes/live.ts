// The live stream: what the hub tells those who listen, and what they may say to it.

import * as z from 'zod';
import { type DeviceItem, deviceEvent, deviceItem } from './device.ts';
import { healthReport } from './hub.ts';
import { framePart } from './packet.ts';
import { deviceAddress, deviceId, time } from './text.ts';

/** What can be listened to. Of `frames`, there is one for each device. */
export const liveTopic = z
  .string()
  .regex(/^(?:devices|adverts|health|log|frames:[0-9A-F]{12})$/)
  .meta({ examples: ['devices', 'frames:A4C138000001'] });
export type LiveTopic = 'devices' | 'adverts' | 'health' | 'log' | `frames:${string}`;

/** A client listens to so many topics at most. */
export const MOST_TOPICS = 16;

/** What a client may say. */
export const clientMessage = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('subscribe'),
      topics: z.array(liveTopic).max(MOST_TOPICS).describe('in the place of those before'),
    }),
    z.strictObject({ type: z.literal('ping') }),
  ])
  .meta({ id: 'ClientMessage' });
export type ClientMessage = z.infer<typeof clientMessage>;

const seq = z.number().int().nonnegative().describe('grows; numbers may be left out');
const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const outcome = z.enum([
  'news',
  'repeat',
  'ignored',
  'unreadable',
  'not_added',
  'missing_key',
  'auth_failed',
  'bad_key_length',
  'replay',
  'downgrade',
  'damaged',
]);

/** The first message, and again where a client was too slow and begins anew. */
export const liveHello = z.strictObject({
  type: z.literal('hello'),
  epoch: z.string().describe('another one after each start of the hub'),
  seq,
  resumed: z.boolean().describe('true: all that was missed follows; false: a snapshot does'),
  time,
  version: z.string(),
  topics: z.array(liveTopic).describe('those that hold: what is not allowed is left out'),
});

/** Every device, as it stands. */
export const liveSnapshot = z.strictObject({
  type: z.literal('snapshot'),
  items: z.array(deviceItem),
});

/** What changed of a device since the message before: each field whole, `null` where it is gone. */
export type DeviceChanges = { readonly id: string } & {
  [Name in keyof DeviceItem]?: DeviceItem[Name] | null | undefined;
};

// The cast holds: it is each field of the item, which may be absent or null.
export const deviceChanges = z
  .strictObject(
    Object.fromEntries(
      Object.entries(deviceItem.shape).map(([name, shape]) => [name, shape.nullable().optional()]),
    ),
  )
  .extend({ id: deviceId })
  .meta({ id: 'DeviceChanges' }) as unknown as z.ZodType<DeviceChanges>;

/** Something changed or happened. */
export const liveUpdate = z.strictObject({
  type: z.literal('update'),
  seq,
  id: deviceId,
  changed: z
    .array(z.string())
    .describe('what is news: quantities and fields; `lastSeen` alone: it was heard, and no more'),
  device: deviceChanges,
  events: z.array(deviceEvent),
  pressId: z.string().optional(),
  time,
});

/** A device is gone. */
export const liveForgotten = z.strictObject({ type: z.literal('forgotten'), seq, id: deviceId });

/** How the parts of the hub are doing. */
export const liveHealth = z.strictObject({
  type: z.literal('health'),
  seq,
  report: healthReport,
});

/** What a radio heard, whoever sent it. */
export const liveAdvert = z.strictObject({
  type: z.literal('advert'),
  time,
  address: deviceAddress,
  addressType: z.string(),
  receiver: z.string(),
  rssiDbm: z.number().nullable(),
  hex: hex.describe('the AD structures'),
  name: z.string().optional(),
  id: deviceId.optional().describe('the device it is of, where that is known'),
  outcome: outcome.optional(),
});

/** What a radio heard of one device, taken apart. */
export const liveFrame = z.strictObject({
  type: z.literal('frame'),
  id: deviceId,
  time,
  receiver: z.string(),
  rssiDbm: z.number().nullable(),
  hex,
  outcome,
  parts: z.array(framePart),
});

/** A line of the log. */
export const liveLog = z.strictObject({
  type: z.literal('log'),
  time,
  level: z.string(),
  code: z.string(),
  message: z.string(),
});

/** So many messages of a topic were left out. */
export const liveDropped = z.strictObject({
  type: z.literal('dropped'),
  topic: liveTopic,
  count: z.number().int().positive(),
});

/** Answers to what a client said. */
export const liveSubscribed = z.strictObject({
  type: z.literal('subscribed'),
  topics: z.array(liveTopic),
});
export const livePong = z.strictObject({ type: z.literal('pong') });

/** Whatever the hub says. */
export const liveMessage = z
  .discriminatedUnion('type', [
    liveHello,
    liveSnapshot,
    liveUpdate,
    liveForgotten,
    liveHealth,
    liveAdvert,
    liveFrame,
    liveLog,
    liveDropped,
    liveSubscribed,
    livePong,
  ])
  .meta({ id: 'LiveMessage' });
export type LiveMessage = z.infer<typeof liveMessage>;
export type LiveAdvert = z.infer<typeof liveAdvert>;
export type LiveFrame = z.infer<typeof liveFrame>;
