// Delay: a pause in a backlog.

import * as z from 'zod';
import { numberIn, says } from './argument.ts';
import { defineCommand } from './command.ts';

const TENTH_MS = 100;

export const delay = defineCommand({
  name: 'wait',
  summary: 'Lets the next command of the backlog wait.',
  args: { tenths: z.int().min(1).max(3600).optional() },
  run({ backlog }, { tenths }) {
    if (tenths !== undefined) backlog.delay(tenths * TENTH_MS);
    return tenths ?? 0;
  },
  tasmota: {
    spelling: 'Delay',
    argument: 'tenths of a second, 1 to 3600',
    read: (input) => ({ tenths: input.payload === '' ? undefined : (numberIn(input) ?? -1) }),
    answer: (tenths) => says({ Delay: tenths }),
    examples: [
      { send: 'Delay 10', answers: '{"Delay":10}' },
      { send: 'Delay 3601', answers: '{"Command":"Error"}' },
    ],
  },
});
