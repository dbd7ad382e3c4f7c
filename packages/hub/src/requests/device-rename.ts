import * as z from 'zod';
import { available } from './available.ts';
import { addressOf, configPath, deviceArgument } from './device-argument.ts';
import { defineRequest, RequestError } from './request.ts';

export const deviceRename = defineRequest({
  name: 'device/rename',
  summary: 'Gives a device a name, and its topics too; without one, it is called by its id again.',
  scope: 'every',
  args: z.strictObject({
    device: deviceArgument,
    name: z.string().max(64).nullable().describe('the new name; null or "" for none'),
  }),
  examples: [
    {
      send: '{"device":"A4C138000001","name":"kitchen"}',
      answers:
        '{"status":"ok","data":{"device":"A4:C1:38:00:00:01","name":"kitchen","applied":["devices.A4:C1:38:00:00:01.name"],"restart_required":[]}}',
    },
  ],
  async run({ device, name }, ports) {
    const config = available(ports.config, 'A configuration that can be written');
    const address = addressOf(ports, device);
    const path = configPath(ports, device);
    if (path[0] === 'phones') {
      throw new RequestError(
        'NOT_AVAILABLE',
        'a phone is called as its entry in the configuration: rename it there',
      );
    }
    const value = name || undefined;
    const { applied, restartRequired } = await config.set([{ path: [...path, 'name'], value }]);
    return { device: address, name: value ?? null, applied, restart_required: restartRequired };
  },
});
