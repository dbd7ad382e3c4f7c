import * as z from 'zod';
import { defineRequest } from './request.ts';

export const status = defineRequest({
  name: 'status',
  summary: 'The hub at a glance: version, radios, broker, devices, history, last problems.',
  scope: 'leader',
  args: z.strictObject({}),
  examples: [{ send: '', answers: '{"status":"ok","data":{"version":"…","radios":[…]}}' }],
  run: (_, ports) => ports.overview.status(),
});
