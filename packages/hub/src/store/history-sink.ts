// Tells history what adverts said.

import type { Sink } from '../sinks/sink.ts';
import type { Device, Update } from '../state/device.ts';
import type { History } from './history.ts';

/** What is worth a chart beside the quantities that were measured, by its name in `changed`. */
const FACTS: Readonly<Record<string, (device: Device) => unknown>> = {
  isHome: ({ isHome }) => isHome,
  isOnline: ({ isOnline }) => isOnline,
  dialSum: ({ dialSum }) => dialSum,
};

/** Writes numbers, and what is true or false as 1 and 0; texts are not kept. Events go in whole. */
export class HistorySink implements Sink {
  readonly name = 'history';
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  update({ device, changed, events, timeMs, pressId }: Update): void {
    for (const quantity of changed) {
      const value = numberOf(told(device, quantity));
      if (value === undefined) continue;
      this.#history.write({ deviceId: device.id, quantity, timeMs, value });
    }
    for (const event of events) {
      const text = JSON.stringify(event);
      this.#history.event({ deviceId: device.id, timeMs, event: text, pressId });
    }
  }

  /** What was measured stays: a device that gives way to others may come back. */
  forget(): void {}

  /** Whoever made the history closes it. */
  async close(): Promise<void> {}
}

function told(device: Device, name: string): unknown {
  const fact = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
  if (fact) return fact(device);
  // The cast holds: values are an object, asked for a name that it may not have.
  const values = device.values as Readonly<Record<string, unknown>>;
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' ? value : undefined;
}
