// Every topic of the Tasmota mode, for people and for tests.

/** A topic, its parts in angle brackets to be filled in. */
export interface TopicRow {
  readonly topic: string;
  /** Whether the broker keeps what stands on it. */
  readonly isRetained: boolean;
  readonly holds: string;
  readonly when: string;
}

/** What the hub publishes. */
export const PUBLISHED: readonly TopicRow[] = [
  {
    topic: 'tele/<topic>/LWT',
    isRetained: true,
    holds: '`Online`, and `Offline` once the hub stops or is lost (last will)',
    when: 'with every connection',
  },
  {
    topic: 'tele/<topic>/INFO<n>',
    isRetained: false,
    holds: '1: version and topics, 2: name and address of the machine, 3: the start',
    when: 'with every connection',
  },
  {
    topic: 'tele/<topic>/STATE',
    isRetained: false,
    holds: 'time, memory, relays, network; kept after `StateRetain 1`',
    when: 'every TelePeriod, first after 10 seconds',
  },
  {
    topic: 'tele/<topic>/SENSOR',
    isRetained: false,
    holds: 'an object for each sensor; kept after `SensorRetain 1`',
    when: 'behind STATE, and at once where something happened; with Option 2 for every packet',
  },
  {
    topic: 'stat/<topic>/RESULT',
    isRetained: false,
    holds: 'the answer to a command; with SetOption4 the last part is the name of the command',
    when: 'behind every command',
  },
  {
    topic: 'stat/<topic>/STATUS<n>',
    isRetained: false,
    holds:
      'what `Status` tells; 8 and 10 hold the sensors as at the tele period; kept after `StatusRetain 1`',
    when: 'behind `Status`',
  },
  {
    topic: 'stat/<topic>/POWER<n>',
    isRetained: false,
    holds: '`ON` or `OFF`; without a number where there is one relay',
    when: 'when a relay was switched',
  },
  {
    topic: 'tasmota/discovery/<mac>/config',
    isRetained: true,
    holds: "who the hub is, as Tasmota's own discovery has it",
    when: 'with every connection and change; empty where `tasmota.discovery` is off',
  },
  {
    topic: 'tasmota/discovery/<mac>/sensors',
    isRetained: true,
    holds: 'a SENSOR message with all there is',
    when: 'with every connection and new kind of value',
  },
];

/** What the hub listens to. */
export const HEARD: readonly Pick<TopicRow, 'topic' | 'holds'>[] = [
  { topic: 'cmnd/<topic>/<command>', holds: 'commands for this hub' },
  { topic: 'cmnd/tasmotas/<command>', holds: 'commands for every Tasmota' },
  {
    topic: 'cmnd/DVES_<last six digits of the mac>_fb/<command>',
    holds: 'commands for this hub, whatever Topic and FullTopic were set to',
  },
];

/** The row of a topic with the usual prefixes; `undefined` for one that the table does not know. */
export function rowOf(topic: string): TopicRow | undefined {
  return PUBLISHED.find(({ topic: form }) => patternOf(form).test(topic));
}

/** Numbers may be left out, and RESULT may be the name of a command. */
function patternOf(form: string): RegExp {
  const pattern = form
    .replace('RESULT', '(RESULT|[A-Z0-9]+)')
    .replaceAll('<n>', '[0-9]*')
    .replaceAll(/<[a-z]+>/g, '[^/]+');
  return new RegExp(`^${pattern}$`);
}
