// FullTopic: how topics are put together.

import * as z from 'zod';
import { DEFAULT_SIGN, says } from './argument.ts';
import { defineCommand } from './command.ts';

/** No wildcards, no blanks, no empty levels, nothing that a broker keeps for itself. */
const FIT = /^(?![$/])[^\s+#"\p{C}]+$/u;

const fullTopicText = z
  .string()
  .max(128)
  .regex(FIT)
  .refine((text) => text.includes('%prefix%') && text.includes('%topic%') && !text.includes('//'));

export const fullTopic = defineCommand({
  name: 'set-full-topic',
  summary: "Sets how Tasmota's topics are put together.",
  args: { fullTopic: fullTopicText.or(z.literal(['', DEFAULT_SIGN])) },
  run({ settings }, { fullTopic: wanted }) {
    if (wanted !== '') {
      settings.change({
        fullTopic: wanted === DEFAULT_SIGN ? settings.defaults.fullTopic : closed(wanted),
      });
    }
    return settings.values.fullTopic;
  },
  tasmota: {
    spelling: 'FullTopic',
    argument:
      'text with `%prefix%` and `%topic%` in it, 128 characters at most; 1 for the usual form; empty to read',
    read: ({ payload }) => ({ fullTopic: payload.trimEnd() }),
    answer: (value) => says({ FullTopic: value }),
    examples: [
      { send: 'FullTopic', answers: '{"FullTopic":"%prefix%/%topic%/"}' },
      {
        send: 'FullTopic home/%topic%/%prefix%',
        answers: '{"FullTopic":"home/%topic%/%prefix%/"}',
      },
      { send: 'FullTopic home/+/%topic%', answers: '{"Command":"Error"}' },
    ],
  },
});

/** The name of a message follows a '/'. */
function closed(text: string): string {
  return text.endsWith('/') ? text : `${text}/`;
}
