// A device, its values now, and what a user may set of it.

import * as z from 'zod';
import { deviceAddress, deviceId, shortText, time } from './text.ts';

/** What one quantity holds: a number in its unit, true or false, a text, or the pins of a thermometer. */
export const value = z.union([
  z.number(),
  z.boolean(),
  z.string(),
  z.strictObject({
    reed: z.boolean().optional(),
    triggerOut: z.boolean().optional(),
    triggerControl: z.boolean().optional(),
    tempTrigger: z.boolean().optional(),
    humTrigger: z.boolean().optional(),
  }),
]);
export type DeviceValue = z.infer<typeof value>;

/** What a contact sensor is mounted on. */
export const contactClass = z.enum(['opening', 'door', 'window', 'garage_door']);

/** One receiver that heard a device. */
export const receiver = z.strictObject({
  receiver: z.string(),
  rssiDbm: z.number(),
  lastSeen: time.optional(),
});

/** What a user set of a device. What is absent was never set: it is learnt, or usual. */
export const deviceSettings = z.strictObject({
  area: z.string().optional(),
  isAnnounced: z.boolean(),
  offlineAfterS: z.number().optional(),
  contactClass,
  motionOffS: z.number().optional(),
});
export type DeviceItemSettings = z.infer<typeof deviceSettings>;

/** Why the last advert of a device gave nothing. */
export const fault = z.enum([
  'missing_key',
  'auth_failed',
  'bad_key_length',
  'malformed',
  'mesh',
  'unsupported_version',
  'unsupported_length',
]);

/** A device as it stands now. What is absent is not known. */
export const deviceItem = z
  .strictObject({
    id: deviceId,
    address: deviceAddress,
    name: z.string().optional(),
    kind: z.enum(['sensor', 'phone']),
    product: z.string().optional().describe("the maker's model code"),
    model: z.string().optional().describe('the same in words'),
    vendor: z.string().optional(),
    family: z.string().optional().describe('the format of its adverts'),
    exposes: z.array(z.string()).describe('quantities that its product can give'),
    values: z.record(z.string(), value),
    fault: fault.optional(),
    localName: z.string().optional().describe('the name it advertises'),
    isHome: z.boolean().optional(),
    isOnline: z.boolean().optional(),
    rssiDbm: z.number().optional(),
    radio: z.string().optional().describe('who hears it best'),
    lastSeen: time.optional(),
    intervalS: z.number().optional().describe('learnt time between adverts'),
    dialSum: z.number().optional(),
    receivers: z.array(receiver),
    settings: deviceSettings,
  })
  .meta({ id: 'DeviceItem' });
export type DeviceItem = z.infer<typeof deviceItem>;

/** All devices. */
export const deviceList = z.strictObject({ items: z.array(deviceItem) });
export type DeviceList = z.infer<typeof deviceList>;

/** What may be changed of a device; `null` takes a setting back to what is usual. */
export const devicePatch = z
  .strictObject({
    name: z.string().max(64).nullable().optional(),
    area: z.string().max(64).nullable().optional(),
    isAnnounced: z.boolean().nullable().optional(),
    offlineAfterS: z.number().min(0).max(31_536_000).nullable().optional(),
    contactClass: contactClass.nullable().optional(),
    motionOffS: z.number().min(0).max(31_536_000).nullable().optional(),
  })
  .meta({ id: 'DevicePatch' });
export type DevicePatch = z.infer<typeof devicePatch>;

/** What became of one that was to be forgotten. */
export const forgotten = z.strictObject({ id: deviceId, forgotten: z.boolean() });
export type Forgotten = z.infer<typeof forgotten>;

/** A value now, and since when it is known. */
export const valueItem = z.strictObject({
  quantity: z.string(),
  value,
  unit: z.string(),
  time: time.optional(),
});
export const valueList = z.strictObject({ items: z.array(valueItem) });
export type ValueItem = z.infer<typeof valueItem>;
export type ValueList = z.infer<typeof valueList>;

/** Something that happened at a device: a press, a turn, a ring. */
export const deviceEvent = z.strictObject({
  source: shortText,
  type: shortText,
  steps: z.number().optional(),
  count: z.number().optional(),
  seconds: z.number().optional(),
  keyId: z.number().optional(),
  method: shortText.optional(),
  timestamp: z.number().optional(),
  objectId: shortText.optional(),
});
export type DeviceEvent = z.infer<typeof deviceEvent>;
