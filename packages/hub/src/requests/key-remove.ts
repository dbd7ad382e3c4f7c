import * as z from 'zod';
import { available } from './available.ts';
import { addressOf, deviceArgument } from './device-argument.ts';
import { defineRequest } from './request.ts';

export const keyRemove = defineRequest({
  name: 'key/remove',
  summary: 'Takes the bind key of one sensor out of the configuration.',
  scope: 'every',
  args: z.strictObject({ device: deviceArgument }),
  short: 'device',
  examples: [
    {
      send: 'A4C138000001',
      answers:
        '{"status":"ok","data":{"device":"A4:C1:38:00:00:01","applied":["devices.A4:C1:38:00:00:01.key"],"restart_required":[]}}',
    },
  ],
  async run({ device }, ports) {
    const config = available(ports.config, 'A configuration that can be written');
    const address = addressOf(ports, device);
    const { applied, restartRequired } = await config.set([
      { path: ['devices', address, 'key'], value: undefined },
    ]);
    return { device: address, applied, restart_required: restartRequired };
  },
});
