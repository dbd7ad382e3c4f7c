// docs/quantities.md: everything that can be measured, with its names.

import { MQTT_NAMES, TRIGGER_NAMES } from '@bluebell/hub';
import { BOOLEANS, NUMBERS, type Quantity, TEXTS } from '@bluebell/sensors';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# What can be measured, and what is it called?

A quantity has two names. The first stands in the code and in what \`bluebell decode\` prints; the second is its key
in the JSON document that MQTT gets. Both lists are closed: there is no value by any other name.`;

const REPEATS = `A quantity that occurs several times in one advert carries \`_1\`, \`_2\` … in the order of the air, under both names:
\`temperature_1\`, \`temperature_2\`.`;

const TRIGGERS = `What thermometers with ATC or pvvx firmware say of their pins and triggers: one group of truth values in the code,
single members in MQTT.`;

/** A table of one kind of quantity; `meanings` stand in the last column. */
function kind(title: string, column: string, meanings: Readonly<Record<string, string>>): string {
  const rows = Object.entries(meanings).map(([name, meaning]) => [
    code(name),
    // The cast holds: the tables of quantities have no other keys.
    code(MQTT_NAMES[name as Quantity]),
    meaning,
  ]);
  return section(title, table(['Name', 'MQTT', column], rows));
}

function triggerFlags(): string {
  const rows = Object.entries(TRIGGER_NAMES).map(([name, mqtt]) => [
    code(`triggerFlags.${name}`),
    code(mqtt),
  ]);
  return section('Trigger flags', TRIGGERS, table(['Name', 'MQTT'], rows));
}

function section(title: string, ...parts: readonly string[]): string {
  return [`## ${title}`, ...parts].join('\n\n');
}

export const quantitiesPage: Generated = {
  path: 'docs/quantities.md',
  make: () =>
    page(
      `<!-- ${noticeOf('quantities-page.ts')} -->`,
      INTRO,
      REPEATS,
      kind('Numbers', 'Unit', NUMBERS),
      kind('Truth values', 'True means', BOOLEANS),
      kind('Texts', 'What it holds', TEXTS),
      triggerFlags(),
    ),
};
