// The shape of a hub at a glance, for those who ask another program for it.

import * as z from 'zod';

const healthStatus = z.enum(['ok', 'degraded', 'down']);
const time = z.string().nullable();

/** Its shape: what a hub of another version adds is passed over. */
export const statusSchema = z.object({
  version: z.string(),
  hub: z.string(),
  started: z.string(),
  uptime_s: z.number(),
  status: healthStatus,
  components: z.array(
    z.object({
      name: z.string(),
      status: healthStatus,
      since: time,
      detail: z.string(),
      next_step: z.string().nullable(),
    }),
  ),
  radios: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      stage: z.string(),
      deaf: z.boolean(),
      adverts: z.number(),
      adverts_per_minute: z.number(),
      last_advert: time,
      problem: z.string().nullable(),
    }),
  ),
  mqtt: z
    .object({
      connected: z.boolean(),
      since: time,
      broker: z.string().nullable(),
      failure: z.string().nullable(),
      published: z.number(),
      waiting_events: z.number(),
      dropped_events: z.number(),
    })
    .nullable(),
  devices: z.object({
    known: z.number(),
    online: z.number(),
    offline: z.number(),
    unreadable: z.number(),
    faults: z.array(z.object({ id: z.string(), name: z.string().nullable(), fault: z.string() })),
  }),
  history: z
    .object({ writable: z.boolean(), bytes: z.number(), problem: z.string().nullable() })
    .nullable(),
  problems: z.array(z.object({ time, level: z.string(), code: z.string(), message: z.string() })),
});

/** The hub at a glance, as messages have it. */
export type Status = z.output<typeof statusSchema>;
