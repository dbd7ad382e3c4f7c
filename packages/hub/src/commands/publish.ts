// Publish: any message to the broker.

import * as z from 'zod';
import { says } from './argument.ts';
import { defineCommand } from './command.ts';
import { cutLine } from './line.ts';

/** The index that asks the broker to keep the message. */
const RETAINED = 2;

export const publish = defineCommand({
  name: 'publish',
  summary: 'Sends a message to any topic.',
  args: {
    topic: z
      .string()
      .max(256)
      .regex(/^(?!\$)[^+#\p{C}]+$/u),
    payload: z.string(),
    isRetained: z.boolean(),
  },
  run({ mqtt }, { topic, payload, isRetained }) {
    mqtt.publish(topic, payload, isRetained);
  },
  tasmota: {
    spelling: 'Publish',
    index: '2 to have the broker keep the message',
    argument: 'the topic, a blank, the message',
    read({ index, payload }) {
      const { name: topic, payload: message } = cutLine(payload);
      return { topic, payload: message.slice(1), isRetained: index === RETAINED };
    },
    answer: () => says({ Publish: 'Done' }),
    examples: [
      { send: 'Publish cmnd/plug/Power ON', answers: '{"Publish":"Done"}' },
      { send: 'Publish2 house/state quiet', answers: '{"Publish":"Done"}' },
      { send: 'Publish cmnd/+/Power ON', answers: '{"Command":"Error"}' },
    ],
  },
});
