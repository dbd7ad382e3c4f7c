// The past of a device: charts, and all of it as CSV.

import * as z from 'zod';
import { isoTime } from '../../../iso-time.ts';
import { historyChart, historyQuantities } from '../../shapes/index.ts';
import { csvOf } from '../csv.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idParams, quantity, stretch, wholeNumber } from '../fields.ts';
import { unitOf } from '../find.ts';
import { ApiError, Download, present } from '../reply.ts';
import { stretchOf } from '../stretch-of.ts';

const tag = 'History';
/** Of one export. */
const MOST_QUANTITIES = 16;

export const history = [
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/history',
    scope: 'read',
    tag,
    summary: 'One quantity over a stretch of time, in as many points as a chart has room for.',
    params: idParams,
    query: z.strictObject({
      quantity: quantity.describe('such as `temperature`'),
      ...stretch,
      points: wholeNumber(1, 5000).default(500).describe('at most so many; default: 500'),
    }),
    response: historyChart,
    run({ params, query, ports }) {
      const past = present(ports.history, 'History');
      const { fromMs, toMs } = stretchOf(query, ports.clock);
      const { points } = query;
      const wanted = { deviceId: idOf(params.id), quantity: query.quantity, fromMs, toMs, points };
      return {
        quantity: query.quantity,
        unit: unitOf(query.quantity),
        from: isoTime(fromMs) ?? '',
        to: isoTime(toMs) ?? '',
        points: past.query(wanted).map(({ timeMs, mean, min, max }) => ({
          time: isoTime(timeMs) ?? '',
          mean,
          min,
          max,
        })),
      };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/history/quantities',
    scope: 'read',
    tag,
    summary: 'Which quantities of a device there is any past of.',
    params: idParams,
    response: historyQuantities,
    run: ({ params, ports }) => ({
      items: present(ports.history, 'History').quantities(idOf(params.id)),
    }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/history.csv',
    scope: 'read',
    tag,
    summary: 'The past as comma-separated values: time, quantity, mean, least, greatest, unit.',
    media: 'text/csv',
    params: idParams,
    query: z.strictObject({
      quantity: z
        .string()
        .max(1024)
        .transform((text) => text.split(','))
        .pipe(z.array(quantity).min(1).max(MOST_QUANTITIES))
        .optional()
        .describe('several with commas between them; default: all'),
      ...stretch,
      stepS: wholeNumber(1, 86_400)
        .optional()
        .describe('seconds that one row stands for; default: as fine as the stretch allows'),
    }),
    run({ params, query, ports }) {
      const past = present(ports.history, 'History');
      const id = idOf(params.id);
      const quantities = query.quantity ?? past.quantities(id).slice(0, MOST_QUANTITIES);
      const { fromMs, toMs } = stretchOf(query, ports.clock);
      const rows = {
        deviceId: id,
        quantities,
        fromMs,
        toMs,
        stepMs: query.stepS && query.stepS * 1000,
      };
      return new Download(csvOf(past, rows), `${id}.csv`);
    },
  }),
];

/** There may be a past of what is gone. @throws {ApiError} it is no id. */
function idOf(id: string): string {
  if (/^[0-9A-F]{12}$/.test(id)) return id;
  const detail = 'No device has this id: GET /api/v1/devices lists all.';
  throw new ApiError(404, 'UNKNOWN_DEVICE', detail);
}
