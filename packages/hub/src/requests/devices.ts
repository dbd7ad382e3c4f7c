import * as z from 'zod';
import { defineRequest } from './request.ts';

export const devices = defineRequest({
  name: 'devices',
  summary: 'All devices that the hub knows, as on bridge/devices.',
  scope: 'leader',
  args: z.strictObject({}),
  examples: [
    { send: '', answers: '{"status":"ok","data":[{"id":"A4C138000001","name":"kitchen",…}]}' },
  ],
  run: (_, ports) => ports.overview.listings(),
});
