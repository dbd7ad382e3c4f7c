// What is kept of a device over restarts: plain data, and the check of what comes back from a disk.

import { FAMILIES, type Fault, isQuantity, type SavedCounters } from '@bluebell/sensors';
import * as z from 'zod';
import type { Device } from './device.ts';

/** What is remembered of one device. Names and settings are not here: they are configuration. */
export interface SavedDevice
  extends Pick<
    Device,
    | 'id'
    | 'kind'
    | 'product'
    | 'family'
    | 'values'
    | 'fault'
    | 'localName'
    | 'isHome'
    | 'isOnline'
    | 'rssiDbm'
    | 'radio'
    | 'lastSeenMs'
    | 'dialSum'
  > {
  /** Whether it spoke more than once: passers-by give way to newcomers. */
  readonly isSettled: boolean;
  /** Whether it says of itself that it speaks only when something happens. */
  readonly isTriggered?: boolean | undefined;
  /** The learnt gaps between its adverts: `GapHistogram.save`. */
  readonly intervals: readonly (readonly [bucket: number, weightMs: number, count: number])[];
  readonly counters: SavedCounters;
  /** The mark of the key that the counters were verified with. */
  readonly keyMark?: string | undefined;
}

const MAX_VALUES = 128;
const MAX_TEXT = 1024;

const FAULTS = [
  'missing_key',
  'auth_failed',
  'bad_key_length',
  'malformed',
  'mesh',
  'unsupported_version',
  'unsupported_length',
] as const satisfies readonly Fault[];

const text = z.string().max(MAX_TEXT);
const timeMs = z.number().min(0).max(8.64e15);
const counter = z.int().min(0).max(0xffff_ffff);
const value = z.union([
  z.number(),
  z.boolean(),
  text,
  z.strictObject({
    reed: z.boolean().optional(),
    triggerOut: z.boolean().optional(),
    triggerControl: z.boolean().optional(),
    tempTrigger: z.boolean().optional(),
    humTrigger: z.boolean().optional(),
  }),
]);

const savedCounter = z.object({
  lastPacket: counter.optional(),
  lastPacketMs: timeMs.optional(),
  highest: counter.optional(),
  suspect: counter.optional(),
  recent: z.array(z.tuple([counter, timeMs])).max(32),
});

const savedDevice = z.object({
  id: z.string().regex(/^[0-9A-F]{12}$/),
  kind: z.enum(['sensor', 'phone']),
  product: text.optional(),
  family: z.enum(FAMILIES).optional(),
  values: z
    .record(text.refine(isQuantity), value)
    .refine((values) => Object.keys(values).length <= MAX_VALUES),
  fault: z.enum(FAULTS).optional(),
  localName: text.optional(),
  isHome: z.boolean().optional(),
  isOnline: z.boolean().optional(),
  rssiDbm: z.number().min(-200).max(200).optional(),
  radio: text.optional(),
  lastSeenMs: timeMs.optional(),
  dialSum: z.number().optional(),
  isSettled: z.boolean(),
  isTriggered: z.boolean().optional(),
  intervals: z
    .array(z.tuple([z.int().min(0).max(63), z.number().min(0), z.number().min(0)]))
    .max(64),
  counters: z.partialRecord(z.enum(FAMILIES), savedCounter),
  keyMark: text.optional(),
});

/** What a store gave back; `undefined` where it is not what was once put there. */
export function parseSavedDevice(data: unknown): SavedDevice | undefined {
  const { data: saved } = savedDevice.safeParse(data);
  // The cast holds: absent members are `undefined` ones, and names of values were checked.
  return saved as SavedDevice | undefined;
}
