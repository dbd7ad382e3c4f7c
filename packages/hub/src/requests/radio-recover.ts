import * as z from 'zod';
import { available } from './available.ts';
import { defineRequest } from './request.ts';

export const radioRecover = defineRequest({
  name: 'radio/recover',
  summary: 'Has a radio begin anew: its scan, its controller, or all of it.',
  scope: 'leader',
  args: z.strictObject({
    radio: z.string().min(1).max(256).describe('its name: `hci:0`'),
    step: z
      .enum(['restartScan', 'reset', 'reopen'])
      .optional()
      .describe('how thoroughly; default: what is likely to help'),
  }),
  short: 'radio',
  examples: [
    { send: 'hci:0', answers: '{"status":"ok","data":{"radio":"hci:0","recovered":true}}' },
  ],
  async run({ radio, step }, ports) {
    await available(ports.radios, 'A radio').recover(radio, step);
    return { radio, recovered: true };
  },
});
