// What Home Assistant makes of events: one `event` entity a source, with all that the source can tell.
// https://www.home-assistant.io/integrations/event/

import type { Family, SensorModel } from '@bluebell/sensors';
import { eventNameOf } from '../event-names.ts';

/** What sources of one kind tell of. */
interface SourceRow {
  /** Which sources: by the beginning of their name. */
  readonly source: RegExp;
  readonly deviceClass?: 'button' | 'doorbell';
  /** What they can tell in most formats. */
  readonly types: readonly string[];
  /** What they can tell in BTHome, where that differs. */
  readonly bthomeTypes?: readonly string[];
  /** What Home Assistant may be told besides: a dial says how often it was pressed. */
  readonly alsoTells?: readonly string[];
  /** Switched off until somebody wants it. */
  readonly isHidden?: true;
}

/** Every kind of source that the formats know; others get the types that were seen of them. */
const SOURCE_ROWS: readonly SourceRow[] = [
  {
    source: /^button/,
    deviceClass: 'button',
    types: ['press', 'double_press', 'long_press'],
    bthomeTypes: [
      'press',
      'double_press',
      'triple_press',
      'long_press',
      'long_double_press',
      'long_triple_press',
      'hold_press',
    ],
  },
  {
    source: /^dimmer/,
    alsoTells: ['multi_press_end'],
    types: [
      'press',
      'long_press',
      'rotate_left',
      'rotate_right',
      'rotate_left_pressed',
      'rotate_right_pressed',
    ],
    bthomeTypes: ['rotate_left', 'rotate_right'],
  },
  { source: /^cube$/, types: ['rotate_left', 'rotate_right'] },
  {
    source: /^doorbell/,
    deviceClass: 'doorbell',
    types: ['press'],
  },
  {
    source: /^lock$/,
    types: [
      'unlock_outside',
      'unlock_inside',
      'lock_outside',
      'lock_inside',
      'locked',
      'anti_lock_on',
      'anti_lock_off',
      'child_lock_on',
      'child_lock_off',
      'abnormal',
    ],
  },
  {
    source: /^fingerprint$/,
    types: [
      'match_successful',
      'match_failed',
      'timeout',
      'low_quality',
      'insufficient_area',
      'skin_too_dry',
      'skin_too_wet',
    ],
  },
  { source: /^door$/, types: ['open', 'closed', 'left_open', 'knock', 'pried', 'stuck'] },
  { source: /^device$/, types: ['reset'], isHidden: true },
  { source: /^pairing$/, types: ['request'], isHidden: true },
];

/** How sources and types look; whatever else an advert makes up does not get into a template. */
const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** One that invents sources or types does not fill a message. */
const MAX_SOURCES = 24;
const MAX_TYPES = 24;

/** What a source can tell. */
export interface EventSource {
  readonly source: string;
  readonly deviceClass: 'button' | 'doorbell' | undefined;
  /** In the words of its format. */
  readonly types: readonly string[];
  /** In those that stand in messages. */
  readonly eventTypes: readonly string[];
  readonly isHidden: boolean;
}

/** Sources and types of events that were seen, beyond what is known of the product. */
export type SeenEvents = ReadonlyMap<string, ReadonlySet<string>>;

/** The sources of a device: those of its product, and those that were seen, by name. */
export function eventSources(
  model: SensorModel | undefined,
  family: Family | undefined,
  seen: SeenEvents,
): readonly EventSource[] {
  const isBTHome = family?.startsWith('bthome') === true;
  // "Whatever speaks BTHome" has no buttons of its own: what has some, says so.
  const known = model?.families?.some((name) => name.startsWith('bthome')) ? [] : model?.events;
  const sources = new Set([...(known ?? []), ...seen.keys()]);
  return [...sources]
    .filter((source) => NAME.test(source))
    .slice(0, MAX_SOURCES)
    .map((source) => {
      const row = SOURCE_ROWS.find((candidate) => candidate.source.test(source));
      const all = new Set([...usualTypes(source, family), ...(seen.get(source) ?? [])]);
      const types = [...all].filter((type) => NAME.test(type)).slice(0, MAX_TYPES);
      const told = types.map((type) => eventNameOf({ source, type }).eventType);
      return {
        source,
        deviceClass: row?.deviceClass,
        types,
        eventTypes: [...new Set([...told, ...(isBTHome ? [] : (row?.alsoTells ?? []))])],
        isHidden: row?.isHidden === true,
      };
    });
}

/** Whether a type is news for a source: the entity has to be told again. */
export function isUsual(source: string, type: string, family: Family | undefined): boolean {
  return usualTypes(source, family).includes(type);
}

/** Of the types that stood in an older message, those that no table has: they were seen. */
export function unusualTypes(
  source: string,
  eventTypes: readonly string[],
  family: Family | undefined,
): readonly string[] {
  const row = SOURCE_ROWS.find((candidate) => candidate.source.test(source));
  const usual = usualTypes(source, family).map((type) => eventNameOf({ source, type }).eventType);
  return eventTypes.filter((type) => !usual.includes(type) && !row?.alsoTells?.includes(type));
}

function usualTypes(source: string, family: Family | undefined): readonly string[] {
  const row = SOURCE_ROWS.find((candidate) => candidate.source.test(source));
  const isBTHome = family?.startsWith('bthome') === true;
  return (isBTHome ? row?.bthomeTypes : undefined) ?? row?.types ?? [];
}
