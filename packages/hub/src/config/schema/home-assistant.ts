// Settings of Home Assistant: what it is told, and where.

import * as z from 'zod';
import { matches, text } from './text.ts';

/** Levels of a topic that is written out. */
const topic = text(
  matches(
    /^[^\s+#$/"\p{C}]+(\/[^\s+#$/"\p{C}]+)*$/u,
    "must be a topic such as homeassistant/status, without '+', '#' and blanks",
  ),
  128,
);

export const homeAssistantSection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        'Whether Home Assistant is told of devices, so that they appear there by themselves.',
      ),
    auto_add: z
      .boolean()
      .default(false)
      .describe(
        'Whether sensors that nobody configured appear there too, as soon as they are heard: those of neighbours as well. The switch Add new sensors here sets it.',
      ),
    prefix: topic
      .default('homeassistant')
      .describe('Where it looks for devices: the discovery prefix of its MQTT integration.'),
    status_topic: topic
      .default('homeassistant/status')
      .describe('Where it says that it came up: the topic of its birth message.'),
    status_online: z
      .string()
      .min(1)
      .max(64)
      .default('online')
      .describe('What it says there: the payload of its birth message.'),
    device_triggers: z
      .boolean()
      .default(false)
      .describe('Whether presses are device triggers too, besides being event entities.'),
  })
  .prefault({})
  .describe('Discovery by Home Assistant: docs/home-assistant.md.');
