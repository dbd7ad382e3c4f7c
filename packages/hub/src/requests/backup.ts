import * as z from 'zod';
import { available } from './available.ts';
import { defineRequest } from './request.ts';

export const backup = defineRequest({
  name: 'backup',
  summary: 'Writes an archive of configuration and state into the data folder, and says where.',
  scope: 'leader',
  args: z.strictObject({
    keys: z.boolean().default(false).describe('with keys and passwords'),
    history: z.boolean().default(false).describe('with the history'),
  }),
  examples: [
    {
      send: '{"history":true}',
      answers:
        '{"status":"ok","data":{"path":"/var/lib/bluebell/…","bytes":51200,"removed":["config/config.yaml: mqtt.password"]}}',
    },
  ],
  async run({ keys, history }, ports) {
    const { path, bytes, removed } = await available(ports.backup, 'Backup').backup({
      withKeys: keys,
      withHistory: history,
    });
    return { path, bytes, removed };
  },
});
