// TelePeriod: how often telemetry is sent.

import * as z from 'zod';
import { numberIn, says } from './argument.ts';
import { defineCommand } from './command.ts';

const SHORTEST_S = 10;
const LONGEST_S = 3600;
/** Seconds; asks for the time that is set when nobody sets one. */
const USUAL = 1;

export const telePeriod = defineCommand({
  name: 'set-tele-period',
  summary: 'Sets the seconds between telemetry messages, and sends one now.',
  args: { seconds: z.int().optional() },
  run({ settings, mqtt }, { seconds }) {
    if (seconds !== undefined && seconds >= 0 && seconds <= LONGEST_S) {
      settings.change({ telePeriodS: periodFor(seconds, settings.defaults.telePeriodS) });
    }
    mqtt.sendTele();
    return settings.values.telePeriodS;
  },
  tasmota: {
    spelling: 'TelePeriod',
    argument: '10 to 3600 s, 0 for never, 1 for the usual time; empty to read',
    read: (input) => ({ seconds: numberIn(input) }),
    answer: (seconds) => says({ TelePeriod: seconds }),
    examples: [
      { send: 'TelePeriod', answers: '{"TelePeriod":300}' },
      { send: 'TelePeriod 60', answers: '{"TelePeriod":60}' },
      { send: 'TelePeriod 5', answers: '{"TelePeriod":10}' },
      { send: 'TelePeriod 0', answers: '{"TelePeriod":0}' },
      { send: 'TelePeriod 3601', answers: '{"TelePeriod":300}' },
    ],
  },
});

function periodFor(seconds: number, usual: number): number {
  if (seconds === USUAL) return usual;
  return seconds === 0 ? 0 : Math.max(SHORTEST_S, seconds);
}
