import * as z from 'zod';
import { available } from './available.ts';
import { addressOf, deviceArgument } from './device-argument.ts';
import { defineRequest } from './request.ts';

export const keySet = defineRequest({
  name: 'key/set',
  summary: 'Sets the bind key that opens the adverts of one sensor. No answer ever holds it.',
  scope: 'every',
  args: z.strictObject({
    device: deviceArgument,
    key: z
      .string()
      .trim()
      .regex(
        /^(?:[\da-f]{24}|[\da-f]{32})$/i,
        'must have 32 hex digits, or 24 (remotes and dimmers of the first generation)',
      )
      .describe('32 hex digits, or 24'),
  }),
  examples: [
    {
      send: '{"device":"A4C138000001","key":"…"}',
      answers:
        '{"status":"ok","data":{"device":"A4:C1:38:00:00:01","applied":["devices.A4:C1:38:00:00:01.key"],"restart_required":[]}}',
    },
  ],
  async run({ device, key }, ports) {
    const config = available(ports.config, 'A configuration that can be written');
    const address = addressOf(ports, device);
    const { applied, restartRequired } = await config.set([
      { path: ['devices', address, 'key'], value: key.toLowerCase() },
    ]);
    ports.hub.keyEntered(address.replaceAll(':', ''));
    return { device: address, applied, restart_required: restartRequired };
  },
});
