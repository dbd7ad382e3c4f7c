// Restart: ends the hub, to be started anew.

import * as z from 'zod';
import { numberIn, says } from './argument.ts';
import { defineCommand } from './command.ts';

/** What users send, and what they send to restart without saving, which is the same here. */
const RESTARTS: readonly (number | undefined)[] = [1, 99];

export const restart = defineCommand({
  name: 'restart',
  summary: 'Ends the hub, so that whoever supervises it starts it anew.',
  args: { isSure: z.boolean() },
  run({ system }, { isSure }) {
    if (isSure) system.restart();
    return isSure;
  },
  tasmota: {
    spelling: 'Restart',
    argument: '1',
    read: (input) => ({ isSure: RESTARTS.includes(numberIn(input)) }),
    answer: (isSure) => says({ Restart: isSure ? 'Restarting' : '1 to restart' }),
    examples: [
      { send: 'Restart 1', answers: '{"Restart":"Restarting"}' },
      { send: 'Restart', answers: '{"Restart":"1 to restart"}' },
    ],
  },
});
