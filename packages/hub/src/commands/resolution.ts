// TempRes and HumRes: digits behind the point.

import * as z from 'zod';
import { numberIn, says } from './argument.ts';
import { type Command, defineCommand } from './command.ts';

const MOST_DIGITS = 3;

export const tempRes = resolution('TempRes', 'tempRes', 'temperatures and dew points');
export const humRes = resolution('HumRes', 'humRes', 'humidities');

function resolution(spelling: string, setting: 'tempRes' | 'humRes', what: string): Command {
  return defineCommand({
    name: setting === 'tempRes' ? 'set-temperature-digits' : 'set-humidity-digits',
    summary: `Sets the digits behind the point of ${what}.`,
    args: { digits: z.int().optional() },
    run({ settings }, { digits }) {
      if (digits !== undefined && digits >= 0 && digits <= MOST_DIGITS) {
        settings.change({ [setting]: digits });
      }
      return settings.values[setting];
    },
    tasmota: {
      spelling,
      argument: '0 to 3; empty to read',
      read: (input) => ({ digits: numberIn(input) }),
      answer: (digits) => says({ [spelling]: digits }),
      examples: [
        { send: spelling, answers: `{"${spelling}":1}` },
        { send: `${spelling} 2`, answers: `{"${spelling}":2}` },
        { send: `${spelling} 4`, answers: `{"${spelling}":1}` },
      ],
    },
  });
}
