import * as z from 'zod';
import { available } from './available.ts';
import { addressOf, configPath, deviceArgument } from './device-argument.ts';
import { defineRequest, RequestError } from './request.ts';

/** What has a request of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  key: 'key/set',
  irk: 'the configuration file',
  name: 'device/rename',
};

const option = z.union([z.string().max(256), z.number(), z.boolean(), z.null()]);

export const deviceOptions = defineRequest({
  name: 'device/options',
  summary: 'Sets options of a device, as in the configuration; null takes one back to its default.',
  scope: 'every',
  args: z.strictObject({
    device: deviceArgument,
    options: z
      .record(z.string().max(64), option)
      .refine((options) => Object.keys(options).length <= 32, 'has more than 32 options')
      .describe('names and values: docs/configuration.md, devices'),
  }),
  examples: [
    {
      send: '{"device":"kitchen","options":{"area":"Kitchen"}}',
      answers:
        '{"status":"ok","data":{"device":"A4:C1:38:00:00:01","applied":["devices.A4:C1:38:00:00:01.area"],"restart_required":[]}}',
    },
  ],
  async run({ device, options }, ports) {
    const config = available(ports.config, 'A configuration that can be written');
    for (const name of Object.keys(options)) {
      if (!Object.hasOwn(ELSEWHERE, name)) continue;
      throw new RequestError('BAD_ARGUMENTS', `${name} is set by ${ELSEWHERE[name]}`);
    }
    const path = configPath(ports, device);
    const changes = Object.entries(options).map(([name, value]) => ({
      path: [...path, name],
      value: value ?? undefined,
    }));
    const { applied, restartRequired } = await config.set(changes);
    return { device: addressOf(ports, device), applied, restart_required: restartRequired };
  },
});
