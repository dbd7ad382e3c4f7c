// The hub as a whole: health, status, radios.

import * as z from 'zod';
import { problemItem } from './diagnosis.ts';
import { time } from './text.ts';

export const healthStatus = z.enum(['ok', 'degraded', 'down']);
export type HealthStatusItem = z.infer<typeof healthStatus>;

/** One part of the hub. */
export const healthComponent = z.strictObject({
  name: z.string().describe('`radio:hci:0`, `mqtt`, `history`, `clock` …'),
  status: healthStatus,
  since: time.optional(),
  detail: z.string(),
  nextStep: z.string().optional(),
});
export type HealthComponentItem = z.infer<typeof healthComponent>;

/** All parts, and the whole. */
export const healthReport = z
  .strictObject({ status: healthStatus, components: z.array(healthComponent) })
  .meta({ id: 'HealthReport' });
export type HealthReportItem = z.infer<typeof healthReport>;

/** One radio. */
export const radioItem = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['controller', 'recording', 'gateway']),
    stage: z.string(),
    isDeaf: z.boolean(),
    lastHeard: time.optional(),
    adverts: z.int(),
    advertsPerMinute: z.number(),
    watchdogS: z.number().describe('silence after which it counts as deaf'),
    recoveries: z.record(z.string(), z.int()),
    since: time.optional(),
    problem: z.string().optional(),
    connections: z.int(),
    slotsFree: z.int().optional(),
    health: healthComponent.optional(),
    canRecover: z.boolean(),
  })
  .meta({ id: 'RadioItem' });
export type RadioItem = z.infer<typeof radioItem>;
export const radioList = z.strictObject({ items: z.array(radioItem) });
export type RadioList = z.infer<typeof radioList>;

/** How thoroughly a radio is to begin anew. */
export const radioRecover = z.strictObject({
  step: z
    .enum(['restartScan', 'reset', 'reopen'])
    .optional()
    .describe('default: what is likely to help'),
});
export const radioRecovered = z.strictObject({ radio: z.string(), recovered: z.boolean() });
export type RadioRecovered = z.infer<typeof radioRecovered>;

/** The hub at a glance. */
export const statusItem = z
  .strictObject({
    version: z.string(),
    hubId: z.string(),
    started: z.string(),
    uptimeS: z.number(),
    status: healthStatus,
    components: z.array(healthComponent),
    radios: z.array(radioItem),
    mqtt: z
      .strictObject({
        isConnected: z.boolean(),
        since: time.nullable(),
        broker: z.string().nullable(),
        failure: z.string().nullable(),
        published: z.int(),
        waitingEvents: z.int(),
        droppedEvents: z.int(),
      })
      .nullable(),
    devices: z.strictObject({
      known: z.int(),
      online: z.int(),
      offline: z.int(),
      unreadable: z.int(),
      faults: z.array(
        z.strictObject({ id: z.string(), name: z.string().nullable(), fault: z.string() }),
      ),
    }),
    strangers: z.int().describe("addresses of other people's devices, counted and not stored"),
    history: z
      .strictObject({
        isWritable: z.boolean(),
        bytes: z.number(),
        problem: z.string().nullable(),
      })
      .nullable(),
    problems: z.array(problemItem),
  })
  .meta({ id: 'Status' });
export type StatusItem = z.infer<typeof statusItem>;
