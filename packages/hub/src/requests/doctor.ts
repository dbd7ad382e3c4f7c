import * as z from 'zod';
import { available } from './available.ts';
import { deviceArgument } from './device-argument.ts';
import { defineRequest } from './request.ts';

export const doctor = defineRequest({
  name: 'doctor',
  summary: 'Says why a device is silent, or, where none is named, what is wrong with the hub.',
  scope: 'leader',
  args: z.strictObject({ device: deviceArgument.optional() }),
  short: 'device',
  examples: [{ send: 'kitchen', answers: '{"status":"ok","data":{…}}' }],
  run: ({ device }, ports) => available(ports.doctor, 'The doctor').diagnose(device),
});
