// How a product says something in MiBeacon objects. The tables tell only what objects mean: what is
// said is found by guessing, and by reading every guess back as a listener would.

import { Reader } from '@bluebell/ble/codec';
import type { MiBeaconObject } from '../../adverts/mibeacon/object.ts';
import { Collector, readObject } from '../../adverts/mibeacon/object-walk.ts';
import type { ObjectBytes } from '../../adverts/mibeacon/write-frame.ts';
import type { SensorEvent } from '../../measurement.ts';
import type { Value, Values } from '../../quantities.ts';
import type { Statement } from '../facet.ts';
import { guesses } from './guesses.ts';

/** Objects round numbers to their own decimals: up to here it is still what was meant. */
const TOLERANCE = 0.5;

/** An object that says at least a part. */
interface Phrase {
  readonly row: MiBeaconObject;
  readonly object: ObjectBytes;
  /** Names of what it says, of that which is to be said. */
  readonly says: readonly string[];
  /** The more of what is to be said, and the less besides, the better. */
  readonly worth: number;
}

/** The name under which an event counts as something to be said. */
const EVENT = 'event';

/** Says more than was asked: taken where nothing says it alone. */
const PRICE_OF_EXTRAS = 0.1;

/** Finds the objects that say something. */
export class Phrasebook {
  readonly #tiers: readonly (readonly MiBeaconObject[])[];
  /** Rows that once said a kind of thing: asked first from then on. */
  readonly #used = new Map<string, Set<MiBeaconObject>>();
  readonly #unsayable = new Set<string>();

  /**
   * @param own objects that the product is known to use.
   * @param general objects to fall back on, where its own have no words.
   */
  constructor(own: readonly MiBeaconObject[], general: readonly MiBeaconObject[]) {
    this.#tiers = [own, general];
  }

  /** The objects that say it, as few as possible; what no object can say is left out. */
  objectsFor(statement: Statement): readonly ObjectBytes[] {
    const topics = topicsOf(statement);
    const left = new Set(
      [...topics.keys()].filter((name) => !this.#unsayable.has(topics.get(name) ?? '')),
    );
    const kind = [...topics.values()].sort().join(' ');
    const used = this.#used.get(kind) ?? new Set();
    this.#used.set(kind, used);
    const phrases: Phrase[] = [];
    for (const rows of [[...used], ...this.#tiers]) {
      for (let best = bestOf(rows, statement, left); best; best = bestOf(rows, statement, left)) {
        phrases.push(best);
        used.add(best.row);
        for (const name of best.says) left.delete(name);
      }
      if (left.size === 0) break;
    }
    for (const name of left) this.#unsayable.add(topics.get(name) ?? '');
    return phrases.map(({ object }) => object);
  }
}

/** What is to be said, by name: each with a key that tells kinds of events apart. */
function topicsOf({ values = {}, event }: Statement): Map<string, string> {
  const topics = new Map(Object.keys(values).map((name) => [name, name]));
  if (event) topics.set(EVENT, `${event.source}:${event.type}`);
  return topics;
}

function bestOf(
  rows: readonly MiBeaconObject[],
  statement: Statement,
  left: ReadonlySet<string>,
): Phrase | undefined {
  if (left.size === 0) return undefined;
  const phrases = rows.flatMap((row) => phraseOf(row, statement, left) ?? []);
  return phrases.reduce<Phrase | undefined>(
    (best, next) => (best === undefined || next.worth > best.worth ? next : best),
    undefined,
  );
}

/** The guess that says most of it, and nothing that is not so. */
function phraseOf(
  row: MiBeaconObject,
  statement: Statement,
  left: ReadonlySet<string>,
): Phrase | undefined {
  let best: Phrase | undefined;
  for (const value of guesses(row, statement)) {
    const named = readBack(row, value, statement);
    const says = named.filter((name) => left.has(name));
    if (says.length === 0 || (named.includes(EVENT) && !left.has(EVENT))) continue;
    const worth = says.length - PRICE_OF_EXTRAS * (named.length - says.length);
    if (best && best.worth >= worth) continue;
    best = { row, object: { id: row.id, value }, says, worth };
    if (worth === left.size) break;
  }
  return best;
}

/** What a listener would take from an object; nothing when part of it is not what is meant. */
function readBack(row: MiBeaconObject, value: Uint8Array, statement: Statement): readonly string[] {
  const read = new Collector();
  if (!readObject(row, new Reader(value), read)) return [];
  const { values, events } = read.found;
  if (!agrees(values, statement.values ?? {})) return [];
  if (!events.every((event) => isSame(event, statement.event))) return [];
  return [...Object.keys(values), ...events.map(() => EVENT)];
}

/** Whether nothing that was read contradicts what is meant. Besides that, it may only deny. */
function agrees(read: Values, meant: Values): boolean {
  const wanted = new Map<string, Value | undefined>(Object.entries(meant));
  return Object.entries(read).every(([name, value]) => {
    const want = wanted.get(name) ?? false;
    return typeof value === 'number' && typeof want === 'number'
      ? Math.abs(value - want) <= TOLERANCE
      : value === want;
  });
}

/** Whether an event is the one that is meant; not every object has room for steps, keys and times. */
function isSame(read: SensorEvent, meant: SensorEvent | undefined): boolean {
  const details = new Map<string, unknown>(Object.entries(meant ?? {}));
  return Object.entries(read).every(([name, detail]) => details.get(name) === detail);
}
