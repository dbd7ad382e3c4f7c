// Events of one device, or of all: the newest first, page by page.

import * as z from 'zod';
import { isoTime } from '../../../iso-time.ts';
import { parsedJson } from '../../../parsed-json.ts';
import type { HistoryEvent } from '../../../store/history.ts';
import { deviceEvent, type EventItem, eventList } from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idParams, stretch, wholeNumber } from '../fields.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError, present } from '../reply.ts';
import { stretchOf } from '../stretch-of.ts';

const tag = 'History';

const query = z.strictObject({
  from: stretch.from.describe('ISO 8601; default: since ever'),
  to: stretch.to,
  limit: wholeNumber(1, 500).default(100).describe('of one page; default: 100'),
  cursor: z
    .string()
    .regex(/^\d{1,16}\.\d{1,4}$/, 'must be what an answer gave as next')
    .optional()
    .describe('`next` of the page before'),
});

export const events = [
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/events',
    scope: 'read',
    tag,
    summary: 'What happened at a device, the newest first.',
    params: idParams,
    query,
    response: eventList,
    run({ params: { id }, query, ports }) {
      if (/^[0-9A-F]{12}$/.test(id)) return page(ports, id, query);
      const detail = 'No device has this id: GET /api/v1/devices lists all.';
      throw new ApiError(404, 'UNKNOWN_DEVICE', detail);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/events',
    scope: 'read',
    tag,
    summary: 'What happened at all devices, the newest first.',
    query,
    response: eventList,
    run: ({ query, ports }) => page(ports, undefined, query),
  }),
];

/** A cursor is the time of the last event that was shown, and how many of that very time were. */
function page(
  ports: ApiPorts,
  deviceId: string | undefined,
  { from, to, limit, cursor }: z.output<typeof query>,
) {
  const past = present(ports.history, 'History');
  const { fromMs, toMs } = stretchOf({ from, to }, ports.clock, Number.MAX_SAFE_INTEGER);
  const [untilMs = toMs, shown = 0] = cursor?.split('.').map(Number) ?? [];
  if (untilMs > toMs) {
    const errors = [{ path: ['cursor'], message: 'is of another stretch of time' }];
    throw new ApiError(400, 'BAD_QUERY', 'cursor is of another stretch of time.', errors);
  }
  // One more than is shown: it tells whether there is another page.
  const wanted = { deviceId, fromMs, toMs: untilMs, limit: shown + limit + 1 };
  const found = past.events(wanted).toReversed().slice(shown);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  if (found.length <= limit || !last) return { items: items.flatMap(itemOf) };
  const same = items.filter(({ timeMs }) => timeMs === last.timeMs).length;
  const before = last.timeMs === untilMs ? shown : 0;
  return { items: items.flatMap(itemOf), next: `${last.timeMs}.${before + same}` };
}

/** Whatever an older version wrote: what is no event is passed over. */
function itemOf({ deviceId, timeMs, event, pressId }: HistoryEvent): EventItem[] {
  const read = z.object(deviceEvent.shape).safeParse(parsedJson(event));
  const time = isoTime(timeMs);
  if (!read.success || time === undefined) return [];
  return [{ ...read.data, deviceId, time, ...(pressId !== undefined && { pressId }) }];
}
