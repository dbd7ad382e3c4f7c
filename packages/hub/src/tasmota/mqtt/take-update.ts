// From an update of the hub to what Tasmota would have made of the packet: readings, happenings, and
// whether they go out at once.

import { decode, u8, uintToEnd } from '@bluebell/ble/codec';
import { fromHex } from '@bluebell/ble/core';
import { type Quantity, quantityOf, type RawObject, type SensorEvent } from '@bluebell/sensors';
import type { Update } from '../../state/device.ts';
import { Feature, hasFeature } from '../config/feature.ts';
import type { Slot } from '../config/sensor-list.ts';
import { typeOf } from '../config/sensor-type.ts';
import type { Reading, SensorNews } from './sensor-news.ts';

/** What became of an update. */
export interface Taken {
  /** It goes out at once, whatever the options are. */
  readonly isUrgent: boolean;
  /** It held something: with direct bridging it goes out too. */
  readonly isAccepted: boolean;
  /** The sensor gave a reading that it had never given. */
  readonly isLarger: boolean;
}

/** What a quantity becomes. */
interface Row {
  readonly reading: Reading;
  /** Whether it counts as an event, and goes out at once: always, or while the value is true. */
  readonly isUrgent?: 'always' | 'when true';
  readonly countsEvents?: true;
}

const DOOR: Row = { reading: 'door', isUrgent: 'always', countsEvents: true };
const LEAK: Row = { reading: 'leak', isUrgent: 'when true' };

/** What is not here has no place in Tasmota's messages. */
const ROWS: Partial<Record<Quantity, Row>> = {
  temperature: { reading: 'temperature' },
  humidity: { reading: 'humidity' },
  illuminance: { reading: 'illuminance' },
  moisture: { reading: 'moisture' },
  conductivity: { reading: 'fertility' },
  battery: { reading: 'battery' },
  noMotionTime: { reading: 'noMotionTime', isUrgent: 'always' },
  motion: { reading: 'motion', isUrgent: 'when true' },
  opening: DOOR,
  door: DOOR,
  window: DOOR,
  garageDoor: DOOR,
  waterLeak: LEAK,
  bottomSubmersion: LEAK,
  wet: LEAK,
};

/** Notes what an update says. */
export function takeUpdate(news: SensorNews, slot: Slot, update: Update): Taken {
  const { device, changed, events } = update;
  let isUrgent = false;
  let isAccepted = events.length > 0;
  let isLarger = false;
  for (const name of changed) {
    const value = numberOf(device.values, name);
    if (value === undefined) continue;
    isAccepted = true;
    const row = ROWS[quantityOf(name)];
    if (!row || isOverruled(row, slot, update)) continue;
    const before = news.values.get(row.reading);
    isUrgent ||= goesOutAtOnce(row, value, before);
    isLarger = news.put(row.reading, value) || isLarger;
    if (row.countsEvents || (row.reading === 'motion' && value === 1)) news.events++;
  }
  isLarger = takeLux(news, slot, update) || isLarger;
  for (const event of events) isUrgent = takeEvent(news, event, update) || isUrgent;
  news.isFresh ||= isAccepted;
  return { isUrgent, isAccepted, isLarger };
}

/** A value as a number: truth values are 1 and 0. */
function numberOf(values: Update['device']['values'], name: string): number | undefined {
  // The cast holds: a name that is no quantity, such as `fault`, gives no value.
  const value: unknown = (values as Readonly<Record<string, unknown>>)[name];
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function goesOutAtOnce({ isUrgent, reading }: Row, value: number, before: number | undefined) {
  if (isUrgent === 'always' || (isUrgent === 'when true' && value === 1)) return true;
  // The end of an alarm is news as well: who only hears the beginning never stops mopping.
  return reading === 'leak' && before === 1;
}

/** What Tasmota does not believe, or takes for something else. */
function isOverruled({ reading }: Row, { pid }: Slot, { changed, measurement }: Update): boolean {
  if (reading === 'battery') {
    return measurement?.family === 'mibeacon' && typeOf(pid)?.hasConstantBattery === true;
  }
  // "Quiet for so long" says no more than that: it neither begins nor ends a motion.
  return reading === 'motion' && changed.includes('noMotionTime');
}

/** MiBeacon objects that hold lux: motion with light, and light alone. */
const LUX_OBJECTS: readonly string[] = ['0x000f', '0x1007'];

/**
 * Night lights send a number that means bright or dark, and Tasmota shows the number; light without
 * motion tells it that the motion is over.
 */
function takeLux(news: SensorNews, { feat }: Slot, update: Update): boolean {
  const { changed } = update;
  if (!changed.includes('light') || !hasFeature(feat, Feature.illuminance)) return false;
  const object = objectIn(update, LUX_OBJECTS);
  if (!object) return false;
  const isLarger = news.put('illuminance', decode(uintToEnd, fromHex(object.hex)));
  if (!changed.includes('motion')) news.put('motion', 0);
  return isLarger;
}

/** The kinds of presses, as Tasmota counts them. */
const PRESSES: Readonly<Record<string, number>> = { press: 1, double_press: 2, long_press: 3 };

const TURN = /^rotate_(left|right)(_pressed)?$/;

/** Notes what happened; false for what Tasmota has no word for. */
function takeEvent(news: SensorNews, event: SensorEvent, update: Update): boolean {
  const { source, type, steps = 1, count, seconds } = event;
  const [isTurn, direction, pressed] = TURN.exec(type) ?? [];
  if (isTurn !== undefined) {
    const name = pressed === undefined ? 'Dimmer' : 'Dimmer_P';
    news.happenings.push([name, direction === 'left' ? -steps : steps]);
    return true;
  }
  if (source === 'dimmer' && type === 'long_press') {
    news.happenings.push(['Hold', seconds ?? 0]);
    return true;
  }
  const press = PRESSES[type];
  if (press === undefined || !/^(button|dimmer)/.test(source)) return false;
  const number = source === 'dimmer' ? 0 : buttonNumber(source, update);
  news.happenings.push([`Button${number}`, source === 'dimmer' ? (count ?? press) : press]);
  return true;
}

/** Presses that have ids of their own: Tasmota takes the length of such an object for the button. */
const PRESS_OBJECTS: readonly string[] = ['0x4e0c', '0x4e0d', '0x4e0e'];

/** The number of a button: the one that was sent, else the one in its name. */
function buttonNumber(source: string, update: Update): number {
  const numbered = objectIn(update, ['0x1001']);
  if (numbered) return decode(u8, fromHex(numbered.hex.slice(0, 2)));
  const unnumbered = objectIn(update, PRESS_OBJECTS);
  if (unnumbered) return fromHex(unnumbered.hex).length;
  return Number(/\d+$/.exec(source)?.[0] ?? 0);
}

/** The first of these objects in the frame, if it holds anything; takes the frame apart. */
function objectIn({ measurement }: Update, ids: readonly string[]): RawObject | undefined {
  if (measurement?.family !== 'mibeacon') return undefined;
  return measurement.details().objects?.find(({ id, hex }) => ids.includes(id) && hex !== '');
}
