// The members of one sensor's object, in the order in which Tasmota writes them.

import { Feature, hasFeature } from '../config/feature.ts';
import type { Slot } from '../config/sensor-list.ts';
import { dewPoint } from './dew-point.ts';
import { localEpochSeconds } from './local-time.ts';
import type { Reading, SensorNews } from './sensor-news.ts';

/** How values are written, and for what. */
export interface MessageForm {
  /** `now`: something happened; `tele`: everything that is known, at the tele period. */
  readonly kind: 'now' | 'tele';
  /** Option 0: messages of the moment repeat what is known. */
  readonly repeatsKnown: boolean;
  /** Digits behind the point of temperatures and dew points. */
  readonly tempRes: number;
  readonly humRes: number;
  readonly isFahrenheit: boolean;
}

/** A member, ready to be joined: `['DewPoint', '10.0']`. */
export type Member = readonly [name: string, json: string];

interface Sensor {
  readonly news: SensorNews;
  readonly slot: Slot;
  readonly form: MessageForm;
}

type Write = (sensor: Sensor) => readonly Member[];

/** Some members that belong together. */
interface Row {
  readonly names: readonly string[];
  /** What they hold, for people. */
  readonly holds: string;
  /** When they stand in a message of the moment, and in one of the tele period. */
  readonly now: string;
  readonly tele: string;
  readonly write: Write;
}

const NONE: readonly Member[] = [];

const NEWS = 'when it came, and with Option 0 whenever it is known';
const KNOWN = 'when it is known';
const HAPPENED = 'when it happened';

/** A reading that is a whole number. */
function reading(name: string, what: Reading, holds: string): Row {
  const write: Write = (sensor) => {
    const value = shown(sensor, what);
    return value === undefined ? NONE : [[name, String(Math.round(value))]];
  };
  return { names: [name], holds, now: NEWS, tele: KNOWN, write };
}

/** Tasmota's order. `docs/topics.md` is made from this table too. */
export const MEMBER_ROWS: readonly Row[] = [
  {
    names: ['Temperature', 'Humidity', 'DewPoint'],
    holds: '°C or °F, %, and the dew point where both are there; digits as TempRes and HumRes say',
    now: NEWS,
    tele: KNOWN,
    write: climate,
  },
  reading('Illuminance', 'illuminance', 'lx'),
  reading('Moisture', 'moisture', '%'),
  reading('Fertility', 'fertility', 'µS/cm'),
  {
    names: ['Button<n>', 'Dimmer', 'Dimmer_P', 'Hold'],
    holds:
      'a press: 1 single, 2 double, 3 long; steps of a knob, negative to the left, `_P` while pressed; seconds that a knob was held',
    now: HAPPENED,
    tele: '',
    write: happenings,
  },
  {
    names: ['Motion'],
    holds: '1 with each motion; 0 where a night light tells light without motion',
    now: HAPPENED,
    tele: '',
    write: (sensor) => happened(sensor, 'Motion', 'motion'),
  },
  {
    names: ['Door'],
    holds: '1 open, 0 closed',
    now: HAPPENED,
    tele: '',
    write: (sensor) => happened(sensor, 'Door', 'door'),
  },
  {
    names: ['Events'],
    holds: 'motions, or openings and closings, since the start',
    now: 'with Motion 1 and Door',
    tele: 'of sensors of motion and doors',
    write: events,
  },
  {
    names: ['Leak'],
    holds: '1 wet, 0 dry',
    now: HAPPENED,
    tele: KNOWN,
    write: leak,
  },
  {
    names: ['NMT'],
    holds: 'seconds without motion, as the sensor counts them',
    now: HAPPENED,
    tele: 'when it was not told yet',
    write: noMotionTime,
  },
  { names: ['Battery'], holds: '%; left out while 0', now: NEWS, tele: KNOWN, write: battery },
  {
    names: ['Payload'],
    holds: 'generic devices: the advert as it was on the air, hex',
    now: NEWS,
    tele: KNOWN,
    write: payload,
  },
  { names: ['RSSI'], holds: 'dBm; 0: never heard', now: 'always', tele: 'always', write: rssi },
  {
    names: ['Time'],
    holds: 'when it was last heard: seconds since 1970, of local time; 0: never',
    now: '',
    tele: 'always',
    write: lastSeen,
  },
  {
    names: ['MAC'],
    holds: 'twelve hex digits; of phones the identity address',
    now: 'always',
    tele: 'always',
    write: ({ slot }) => [['MAC', JSON.stringify(slot.mac)]],
  },
];

/** All members of a sensor. */
export function membersOf(sensor: Sensor): readonly Member[] {
  return MEMBER_ROWS.flatMap(({ write }) => write(sensor));
}

/** What stands in a message: at the tele period all that is known, else news and what repeats. */
function shown({ news, form }: Sensor, what: Reading): number | undefined {
  const isShown = form.kind === 'tele' || form.repeatsKnown || news.pending.has(what);
  return isShown ? news.values.get(what) : undefined;
}

function climate(sensor: Sensor): readonly Member[] {
  const { tempRes, humRes, isFahrenheit } = sensor.form;
  const degrees = (celsius: number) =>
    (isFahrenheit ? celsius * 1.8 + 32 : celsius).toFixed(tempRes);
  const [temperature, humidity] = [shown(sensor, 'temperature'), shown(sensor, 'humidity')];
  const members: Member[] = [];
  if (temperature !== undefined) members.push(['Temperature', degrees(temperature)]);
  if (humidity !== undefined) members.push(['Humidity', humidity.toFixed(humRes)]);
  if (temperature === undefined || humidity === undefined) return members;
  const point = dewPoint(temperature, humidity);
  if (point !== undefined) members.push(['DewPoint', degrees(point)]);
  return members;
}

function happenings({ news, form }: Sensor): readonly Member[] {
  if (form.kind === 'tele') return NONE;
  // Where one thing happened twice before it could be told, the last counts: names must differ.
  return [...new Map(news.happenings)].map(([name, value]): Member => [name, String(value)]);
}

/** Motions and doors tell what happens; what they told once is not repeated. */
function happened({ news, form }: Sensor, name: string, what: Reading): readonly Member[] {
  const isShown = form.kind === 'now' && news.pending.has(what);
  return isShown ? [[name, String(news.values.get(what))]] : NONE;
}

/** Counts motions and what the door did; stands behind either, and always at the tele period. */
function events({ news, slot, form }: Sensor): readonly Member[] {
  const isShown =
    form.kind === 'tele'
      ? hasFeature(slot.feat, Feature.motion + Feature.door)
      : news.pending.has('door') || (news.pending.has('motion') && news.values.get('motion') === 1);
  return isShown ? [['Events', String(news.events)]] : NONE;
}

/** An alarm would sound again with every message that repeats it: it stands with news alone. */
function leak({ news, form }: Sensor): readonly Member[] {
  const value = news.values.get('leak');
  const isShown = form.kind === 'tele' || news.pending.has('leak');
  return isShown && value !== undefined ? [['Leak', String(value)]] : NONE;
}

function noMotionTime({ news }: Sensor): readonly Member[] {
  const isShown = news.pending.has('noMotionTime');
  return isShown ? [['NMT', String(news.values.get('noMotionTime'))]] : NONE;
}

/** Tasmota takes 0 for "not known". */
function battery(sensor: Sensor): readonly Member[] {
  const value = Math.round(shown(sensor, 'battery') ?? 0);
  return value === 0 ? NONE : [['Battery', String(value)]];
}

function payload({ news, slot, form }: Sensor): readonly Member[] {
  const isShown = form.kind === 'tele' || form.repeatsKnown || news.pending.has('payload');
  return isShown && slot.payload !== undefined ? [['Payload', JSON.stringify(slot.payload)]] : NONE;
}

/** 0: never heard. */
function rssi({ slot }: Sensor): readonly Member[] {
  return [['RSSI', String(slot.device?.rssiDbm ?? 0)]];
}

function lastSeen({ slot, form }: Sensor): readonly Member[] {
  if (form.kind === 'now') return NONE;
  const lastSeenMs = slot.device?.lastSeenMs;
  return [['Time', String(lastSeenMs === undefined ? 0 : localEpochSeconds(lastSeenMs))]];
}
