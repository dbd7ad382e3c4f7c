import * as z from 'zod';
import { isoTime } from '../iso-time.ts';
import { available } from './available.ts';
import { addressOf, deviceArgument } from './device-argument.ts';
import { defineRequest, RequestError } from './request.ts';

const DAY_MS = 86_400_000;

const moment = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-01-31T12:00:00Z' })
  .transform((text) => Date.parse(text));

export const historyQuery = defineRequest({
  name: 'history/query',
  summary: 'What one quantity of a device was, in as many points as a chart needs.',
  scope: 'leader',
  args: z.strictObject({
    device: deviceArgument,
    quantity: z.string().min(1).max(64).describe('as in the history: `temperature`'),
    from: moment.optional().describe('ISO 8601; default: a day before the end'),
    to: moment.optional().describe('ISO 8601; default: now'),
    points: z.int().min(1).max(5000).default(500).describe('at most so many'),
  }),
  examples: [
    {
      send: '{"device":"kitchen","quantity":"temperature","points":2}',
      answers:
        '{"status":"ok","data":{"device":"A4:C1:38:00:00:01","quantity":"temperature","points":[{"time":"…","mean":21.5,"min":21.4,"max":21.6}]}}',
    },
  ],
  run({ device, quantity, from, to, points }, ports) {
    const history = available(ports.history, 'History');
    const address = addressOf(ports, device);
    const toMs = to ?? ports.clock.now();
    const fromMs = from ?? toMs - DAY_MS;
    if (fromMs > toMs) throw new RequestError('BAD_ARGUMENTS', 'from: must not be after to');
    const deviceId = address.replaceAll(':', '');
    const found = history.query({ deviceId, quantity, fromMs, toMs, points });
    return {
      device: address,
      quantity,
      points: found.map(({ timeMs, mean, min, max }) => ({
        time: isoTime(timeMs),
        mean,
        min,
        max,
      })),
    };
  },
});
