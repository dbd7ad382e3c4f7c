import * as z from 'zod';
import { available } from './available.ts';
import { defineRequest } from './request.ts';

export const configReload = defineRequest({
  name: 'config/reload',
  summary: 'Reads the configuration anew. Where it is wrong, the one before goes on to hold.',
  scope: 'every',
  args: z.strictObject({}),
  examples: [
    { send: '', answers: '{"status":"ok","data":{"applied":[],"restart_required":["web.port"]}}' },
  ],
  async run(_, ports) {
    const { applied, restartRequired } = await available(
      ports.config,
      'A configuration that can be read anew',
    ).reload();
    return { applied, restart_required: restartRequired };
  },
});
