// Collects what the objects of one BTHome frame say, and numbers what comes more than once.

import type { SensorEvent } from '../../measurement.ts';
import type { Value, Values } from '../../quantities.ts';
import type { ObjectFindings } from './object.ts';

/** What a button or dimmer sent, before it is known how many of its kind there are. */
interface Happening {
  readonly source: 'button' | 'dimmer';
  /** Counted by position, from 1: those to which nothing was done count too. */
  readonly position: number;
  readonly type: string;
  readonly steps: number | undefined;
}

const NO_EVENTS: readonly SensorEvent[] = Object.freeze([]);

/** What one frame says. */
export class BtHomeFindings implements ObjectFindings {
  packet: number | undefined;
  readonly #values: Record<string, Value> = {};
  /** How often each quantity came that came more than once. */
  #repeats: Map<string, number> | undefined;
  #happenings: Happening[] | undefined;
  #buttons = 0;
  #dimmers = 0;

  value(quantity: string, value: Value): void {
    const values = this.#values;
    const repeats = this.#repeats?.get(quantity);
    if (repeats === undefined && values[quantity] === undefined) {
      values[quantity] = value;
      return;
    }
    if (repeats === undefined) this.#renameFirst(quantity);
    const number = (repeats ?? 1) + 1;
    values[`${quantity}_${number}`] = value;
    this.#repeats ??= new Map();
    this.#repeats.set(quantity, number);
  }

  packetId(packetId: number): void {
    this.packet = packetId;
  }

  event(source: 'button' | 'dimmer', type: string | undefined, steps?: number): void {
    const position = source === 'button' ? ++this.#buttons : ++this.#dimmers;
    if (type === undefined) return;
    this.#happenings ??= [];
    this.#happenings.push({ source, position, type, steps });
  }

  get values(): Values {
    // The cast holds since objects name none but quantities, of the type of each.
    return this.#values as Values;
  }

  get events(): readonly SensorEvent[] {
    return (
      this.#happenings?.map(({ source, position, type, steps }) => {
        const isAlone = (source === 'button' ? this.#buttons : this.#dimmers) === 1;
        return {
          source: isAlone ? source : `${source}_${position}`,
          type,
          ...(steps !== undefined && { steps }),
        };
      }) ?? NO_EVENTS
    );
  }

  /** The first of several is numbered once the second comes. */
  #renameFirst(quantity: string): void {
    const first = this.#values[quantity];
    delete this.#values[quantity];
    if (first !== undefined) this.#values[`${quantity}_1`] = first;
  }
}
