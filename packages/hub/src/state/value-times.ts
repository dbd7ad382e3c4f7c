// When each value of a device was heard, so that hubs can lend each other what only one of them heard.

import { BOOLEANS, NUMBERS, quantityOf, TEXTS, type Value, type Values } from '@bluebell/sensors';

/** What was heard here is believed before what others heard so little later: their clocks are not ours. */
const LATER_MS = 2_000;

/** In characters. */
const MAX_TEXT = 256;

/** A value, and when it was heard: milliseconds since 1970 UTC. */
export interface TimedValue {
  readonly value: Value;
  readonly heardMs: number;
}

/** Values by quantity. */
export type TimedValues = ReadonlyMap<string, TimedValue>;

/** Times by quantity, of one device. */
export class ValueTimes {
  readonly #heardMs = new Map<string, number>();
  readonly #borrowed = new Set<string>();

  /** These were heard here. */
  heard(names: Iterable<string>, timeMs: number): void {
    for (const name of names) {
      this.#heardMs.set(name, timeMs);
      this.#borrowed.delete(name);
    }
  }

  /** The values with their times. */
  of(values: Values): TimedValues {
    const timed = new Map<string, TimedValue>();
    for (const [name, value] of Object.entries(values)) {
      const heardMs = this.#heardMs.get(name);
      if (heardMs !== undefined && value !== undefined) timed.set(name, { value, heardMs });
    }
    return timed;
  }

  /**
   * Of what another hub says, the values that are news here, and when the latest of them was heard: of
   * quantities that are lacking here, or were heard later there. What is no quantity is left out.
   *
   * @param most values of the device, with those that it has.
   */
  borrow(
    ours: Values,
    theirs: TimedValues,
    most: number,
  ): { readonly values: Values; readonly heardMs: number } {
    const known = new Map<string, Value | undefined>(Object.entries(ours));
    const news = new Map<string, Value>();
    let latestMs = 0;
    for (const [name, { value, heardMs }] of theirs) {
      const hasRoom = known.has(name) || known.size < most;
      if (!hasRoom || !this.#isLater(name, heardMs) || !isValueOf(name, value)) continue;
      this.#heardMs.set(name, heardMs);
      this.#borrowed.add(name);
      if (JSON.stringify(known.get(name)) === JSON.stringify(value)) continue;
      known.set(name, value);
      news.set(name, value);
      latestMs = Math.max(latestMs, heardMs);
    }
    // The cast holds: names and values were looked at one by one.
    return { values: Object.fromEntries(news) as Values, heardMs: latestMs };
  }

  #isLater(name: string, heardMs: number): boolean {
    const knownMs = this.#heardMs.get(name) ?? Number.NEGATIVE_INFINITY;
    return heardMs > knownMs + (this.#borrowed.has(name) ? 0 : LATER_MS);
  }
}

/** A quantity, or one of several of the same packet. */
const NAME = /^[a-z][a-zA-Z0-9]*(_[1-9]\d?)?$/;

/** Whether this is what such a quantity can be. Flags belong to the frame that they came in: they stay. */
function isValueOf(name: string, value: Value): boolean {
  if (!NAME.test(name)) return false;
  const quantity = quantityOf(name);
  if (Object.hasOwn(NUMBERS, quantity)) return Number.isFinite(value);
  if (Object.hasOwn(BOOLEANS, quantity)) return typeof value === 'boolean';
  const isText = typeof value === 'string' && value.length <= MAX_TEXT;
  return Object.hasOwn(TEXTS, quantity) && isText;
}
