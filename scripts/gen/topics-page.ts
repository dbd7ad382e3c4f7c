// docs/topics.md: what is on MQTT in the Tasmota mode.

import { HEARD, MEMBER_ROWS, PUBLISHED } from '@bluebell/hub';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# Which topics does Tasmota know?

Those of Tasmota's own MQTT, which the hub speaks beside [its own topics](mqtt.md). \`<topic>\` is \`tasmota_\` and six digits, made up once and
kept, unless \`tasmota.topic\` or the command \`Topic\` says otherwise; \`cmnd\`, \`stat\` and \`tele\` are \`tasmota.prefixes\`, and their order is
\`tasmota.fullTopic\`. Either form can be switched off: \`tasmota.enabled\`, \`mqtt.clean_topics\`. What the commands are, is in
[commands.md](commands.md); what differs from Tasmota, in [from-tasmota.md](from-tasmota.md).`;

const MEMBERS = `A SENSOR message holds \`Time\`, an object for each sensor, and \`TempUnit\` where there is a temperature. A sensor is called by its product and
the last six digits of its address (\`LYWSD03-a1b2c3\`), or just by the name that it was given. These are the members of its object, in their order:`;

export const topicsPage: Generated = {
  path: 'docs/topics.md',
  make: () =>
    page(
      `<!-- ${noticeOf('topics-page.ts')} -->`,
      INTRO,
      '## What is published',
      table(
        ['Topic', 'Retained', 'What it holds', 'When'],
        PUBLISHED.map(({ topic, isRetained, holds, when }) => [
          code(topic),
          isRetained ? 'yes' : 'no',
          holds,
          when,
        ]),
      ),
      '## What is heard',
      table(
        ['Topic', 'What it holds'],
        HEARD.map(({ topic, holds }) => [code(topic), holds]),
      ),
      '## What stands in SENSOR',
      MEMBERS,
      table(
        ['Members', 'What they hold', 'In real time', 'At the tele period'],
        MEMBER_ROWS.map(({ names, holds, now, tele }) => [
          names.map(code).join(', '),
          holds,
          now,
          tele,
        ]),
      ),
    ),
};
