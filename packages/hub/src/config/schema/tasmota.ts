// Settings of the Tasmota mode: what scripts and habits of Tasmota's MI32 driver find here.

import * as z from 'zod';
import { matches, type Rule, text } from './text.ts';

/** A relay of ours, or `POWERn` of another Tasmota. Topics are as Tasmota allows them. */
const relay = text(
  matches(
    /^(virtual|tasmota:[^\s+#$:][^\s+#:]*(:[1-8])?)$/u,
    "must be virtual, 'tasmota:TOPIC' or 'tasmota:TOPIC:2'",
  ),
  128,
);

/** One level of a topic. */
const level = (example: string) =>
  text(matches(/^[^\s+#/$"\p{C}]{1,64}$/u, `must be one level of a topic, such as ${example}`));

/** What stands in the place of `%topic%` and `%prefix%` is filled in later. */
const fullTopicRule: Rule = (value) =>
  /^[^\s+#$"\p{C}]{1,128}$/u.test(value) && value.includes('%prefix%') && value.includes('%topic%')
    ? undefined
    : 'must hold %prefix% and %topic%, such as %prefix%/%topic%/';

const prefixes = z
  .strictObject({
    cmnd: level('cmnd').default('cmnd').describe('Of commands.'),
    stat: level('stat').default('stat').describe('Of answers.'),
    tele: level('tele').default('tele').describe('Of telemetry.'),
  })
  .superRefine(({ cmnd, stat, tele }, context) => {
    if (new Set([cmnd, stat, tele]).size < 3) context.addIssue('must be three different ones');
  })
  .prefault({})
  .describe('What %prefix% stands for.');

export const tasmotaSection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Whether to speak MQTT as Tasmota does, beside our own topics.'),
    topic: level('tasmota_A1B2C3').optional().meta({
      description:
        "The hub's part of the topics. Made as Tasmota makes it when left out; the command Topic wins.",
      example: 'tasmota_A1B2C3',
    }),
    fullTopic: text(fullTopicRule)
      .default('%prefix%/%topic%/')
      .describe('How topics are put together; the command FullTopic wins.'),
    prefixes,
    telePeriod: z
      .int()
      .min(0)
      .max(3600)
      .refine((seconds) => seconds === 0 || seconds >= 10, 'must be 0, or 10 and more')
      .default(300)
      .describe(
        'Seconds between telemetry messages, from 10; 0 for none. The command TelePeriod wins.',
      ),
    discovery: z.boolean().optional().meta({
      description:
        "Whether to publish Tasmota's own discovery, which Home Assistant's Tasmota reads. When left out: only where home_assistant.enabled is false, so that nothing appears there twice.",
      example: true,
    }),
    disco: z
      .enum(['off', 'announce', 'remove'])
      .default('off')
      .describe(
        'Whether sensors are announced to Home Assistant with the topics and ids of the script disco.be, for those who have such entities; remove takes them back.',
      ),
    flushAll: z
      .boolean()
      .default(false)
      .describe(
        'Whether a message about one sensor tells what waits of others too, as in Tasmota.',
      ),
    option3: z
      .enum(['documents', 'code'])
      .default('documents')
      .describe(
        'What 1 means for MI32Option3: add new sensors, as the documents say, or do not, as the code of Tasmota has it.',
      ),
    volatileOptions: z
      .boolean()
      .default(false)
      .describe('Whether options are forgotten when the hub ends, as Tasmota does.'),
    tracked: z
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .describe(
        'Things that only advertise (MI32Option5) and were not configured: so many are kept at most.',
      ),
    relays: z
      .array(relay)
      .max(4)
      .default(['virtual'])
      .meta({
        description:
          "Relays that Power switches: virtual ones, or those of another Tasmota on the same broker, 'tasmota:TOPIC' or 'tasmota:TOPIC:2'.",
        example: ['virtual'],
      }),
  })
  .prefault({})
  .describe('For those who come from Tasmota: docs/from-tasmota.md.');
