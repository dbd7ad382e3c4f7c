// Settings of the hub's own broker.

import * as z from 'zod';
import { matches, text } from './text.ts';

export const brokerSection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        'Whether to start it where mqtt.url names no other. With neither, there is no MQTT.',
      ),
    host: text(matches(/^[\w.:-]+$/, 'must be an address of this machine, such as 127.0.0.1'))
      .default('127.0.0.1')
      .describe(
        'Where it listens. It asks nobody for a password: 0.0.0.0 lets the whole network read and write.',
      ),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(1883)
      .describe('0 takes any port that is free. When it is taken, another one is, and printed.'),
  })
  .prefault({})
  .describe("The hub's own broker, for those who have none.");
