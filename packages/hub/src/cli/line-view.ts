// The view of `bluebell run` where there is no terminal: one line for each update.

import { clean, timeOfDay } from '../plain-text.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Update } from '../state/device.ts';
import { updateJson } from './device-json.ts';
import { widthOf } from './text.ts';
import { eventText, stateText, valuesText } from './value-text.ts';

/** One line for each update: for pipes, log files and terminals that cannot do more. */
export class LineView implements Sink {
  readonly name = 'lines';
  readonly #write: (line: string) => void;
  readonly #isJson: boolean;

  /** @param isJson one JSON object a line, for programs. */
  constructor(write: (line: string) => void, isJson: boolean) {
    this.#write = write;
    this.#isJson = isJson;
  }

  update(update: Update): void {
    // How a device stood at the start is no news.
    if (update.changed.length === 0 && update.events.length === 0 && !update.measurement) return;
    if (this.#isJson) this.#write(JSON.stringify(updateJson(update)));
    else if (!isStillThere(update)) this.#write(plainLine(update));
  }

  forget(): void {}

  async close(): Promise<void> {}
}

/** Columns that a name takes before what it says. */
const NAME_WIDTH = 22;

/** Nothing that a person would want a line for. */
function isStillThere({ changed, events }: Update): boolean {
  return events.length === 0 && changed.every((name) => name === 'lastSeen');
}

function plainLine({ device, changed, events, timeMs }: Update): string {
  const news = Object.fromEntries(
    Object.entries(device.values).filter(([name]) => changed.includes(name)),
  );
  const state = device.kind === 'phone' || changed.includes('fault') ? stateText(device) : '';
  const says = [state || valuesText(news), ...events.map(eventText)].filter((text) => text !== '');
  const who = clean(device.name ?? device.localName ?? device.address);
  const gap = ' '.repeat(Math.max(0, NAME_WIDTH - widthOf(who)));
  return `${timeOfDay(timeMs)}  ${who}${gap}  ${clean(says.join(' · ') || 'heard')}`;
}
