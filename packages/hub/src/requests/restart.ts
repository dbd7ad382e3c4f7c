import * as z from 'zod';
import { available } from './available.ts';
import { defineRequest } from './request.ts';

export const restart = defineRequest({
  name: 'restart',
  summary: 'Ends the hub in good order, for whatever supervises it to start it anew.',
  scope: 'leader',
  args: z.strictObject({}),
  examples: [{ send: '', answers: '{"status":"ok","data":{"restarting":true}}' }],
  run(_, ports) {
    const begin = available(ports.restart, 'A restart');
    // Once the answer is on its way.
    setImmediate(begin);
    return { restarting: true };
  },
});
