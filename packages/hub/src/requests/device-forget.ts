import * as z from 'zod';
import { available } from './available.ts';
import { addressOf, configPath, deviceArgument } from './device-argument.ts';
import { defineRequest } from './request.ts';

export const deviceForget = defineRequest({
  name: 'device/forget',
  summary:
    'Forgets what was heard of a device, and takes its topics back. One that goes on sending is found again, unless it is ignored.',
  scope: 'every',
  args: z.strictObject({
    device: deviceArgument,
    history: z.boolean().default(false).describe('its history too'),
    configuration: z
      .boolean()
      .default(false)
      .describe('its entry in the configuration too, with its name and its key'),
  }),
  short: 'device',
  examples: [
    {
      send: 'kitchen',
      answers: '{"status":"ok","data":{"device":"A4:C1:38:00:00:01","forgotten":true}}',
    },
  ],
  async run({ device, history, configuration }, ports) {
    const address = addressOf(ports, device);
    const id = address.replaceAll(':', '');
    if (configuration) {
      const config = available(ports.config, 'A configuration that can be written');
      await config.set([{ path: configPath(ports, device), value: undefined }]);
    }
    const forgotten = ports.hub.forget(id);
    if (history) available(ports.history, 'History').forget(id);
    return { device: address, forgotten };
  },
});
