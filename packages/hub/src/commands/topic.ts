// Topic: the hub's own part of its topics.

import * as z from 'zod';
import { DEFAULT_SIGN, says } from './argument.ts';
import { defineCommand } from './command.ts';

/** What may not stand in one part of a topic, and what moves cursors. */
const UNFIT = /[\s+#/$"\p{C}]/gu;

export const topic = defineCommand({
  name: 'set-topic',
  summary: "Sets the hub's part of Tasmota's topics.",
  args: { topic: z.string().max(64) },
  run({ settings }, { topic: wanted }) {
    if (wanted !== '') {
      settings.change({
        topic: wanted === DEFAULT_SIGN ? settings.defaults.topic : wanted.replace(UNFIT, '_'),
      });
    }
    return settings.values.topic;
  },
  tasmota: {
    spelling: 'Topic',
    argument:
      "64 characters at most, 1 for the usual topic; blanks, '+', '#', '/' and the like become '_'; empty to read",
    read: ({ payload }) => ({ topic: payload.trimEnd() }),
    answer: (value) => says({ Topic: value }),
    examples: [
      { send: 'Topic', answers: '{"Topic":"tasmota_A1B2C3"}' },
      { send: 'Topic attic', answers: '{"Topic":"attic"}' },
      { send: 'Topic a/b+c#', answers: '{"Topic":"a_b_c_"}' },
    ],
  },
});
