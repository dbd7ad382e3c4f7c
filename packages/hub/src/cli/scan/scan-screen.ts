// `bluebell scan` on a terminal: a table that lives.

import type { Clock } from '@bluebell/ble/core';
import { timeOfDay } from '../../plain-text.ts';
import { lineOf, type Row, rowOf, textOfRow } from '../view/rows.ts';
import type { Screen } from '../view/screen.ts';
import { inOrder, scanRows } from './scan-table.ts';
import type { Sighting } from './sightings.ts';

/** More often than this nobody can read. */
const REDRAW_MS = 500;

const CLOCK_WIDTH = 8;

/** What the view works with. */
export interface ScanScreenParts {
  readonly screen: Screen;
  readonly clock: Clock;
  readonly title: string;
  /** Those who are to be seen. */
  readonly sightings: () => readonly Sighting[];
  readonly adverts: () => number;
}

/** A table that is drawn anew twice a second, on the terminal's second screen. */
export class ScanScreen {
  readonly #parts: ScanScreenParts;
  #cancel: () => void = () => {};
  #note: string | undefined;

  constructor(parts: ScanScreenParts) {
    this.#parts = parts;
    this.#tick();
  }

  /** Shows a line of the log below the table. */
  readonly note = (line: string): void => {
    this.#note = line;
  };

  /** Draws at once: the size of the screen has changed. */
  readonly draw = (): void => {
    const { screen, clock, title, sightings, adverts } = this.#parts;
    const { columns, rows } = screen.size;
    const all = inOrder(sightings());
    const head = rowOf(
      { text: title, width: columns - CLOCK_WIDTH - 1, styles: ['bold'] },
      { text: timeOfDay(clock.now()), width: CLOCK_WIDTH, styles: ['dim'] },
    );
    // Above the table its title and a blank line, below it another, a note and the counts.
    const room = Math.max(1, rows - 6);
    const table =
      all.length === 0
        ? [lineOf('  nothing heard yet', columns, 'dim')]
        : scanRows(all.slice(0, room), columns, clock.now());
    const above: readonly Row[] = [head, [], ...table];
    const hidden = all.length - room;
    const facts = [
      ...(hidden > 0 ? [`${hidden} weaker not shown`] : []),
      many(all.length, 'device'),
      many(adverts(), 'advert'),
      'Ctrl-C ends',
    ];
    const below: readonly Row[] = [
      ...(this.#note === undefined ? [] : [lineOf(this.#note, columns, 'yellow')]),
      lineOf(facts.join(' · '), columns, 'dim'),
    ];
    const blank = Array.from({ length: rows - above.length - below.length }, (): Row => []);
    screen.draw([...above, ...blank, ...below].slice(0, rows));
  };

  /** Gives the user's screen back. */
  close(): void {
    this.#cancel();
    this.#parts.screen.leave();
  }

  #tick(): void {
    this.#cancel = this.#parts.clock.after(REDRAW_MS, () => this.#tick());
    this.draw();
  }
}

/** The table as text: what stays on the user's screen. */
export function finalTable(
  sightings: readonly Sighting[],
  columns: number,
  nowMs: number,
): readonly string[] {
  return scanRows(inOrder(sightings), columns, nowMs).map((row) => textOfRow(row).trimEnd());
}

/** `1 device`, `1,024 devices`. */
export function many(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}
