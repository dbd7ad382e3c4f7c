// The terminal's second screen, drawn over and over, and given back however the program ends.

import type { Paint } from '../paint.ts';
import type { TakenScreen } from '../terminal.ts';
import type { Cell, Row } from './rows.ts';

/** A terminal as the view needs it: `process.stdout` is one. */
export interface ScreenStream {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** Where the terminal keeps the user's own screen, its cursor, and lines that are too long. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l';

/** What stands between these is shown at once, where the terminal knows of it. */
const BEGIN = '\u001b[?2026h\u001b[H';
const END = '\u001b[J\u001b[?2026l';

const CLEAR_LINE = '\u001b[K';

/** Terminals that do not tell are taken to be like the oldest ones. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/** The second screen: taken when made, given back by `leave`. */
export class Screen implements TakenScreen {
  readonly #stream: ScreenStream;
  readonly #paint: Paint;
  #isTaken = false;

  constructor(stream: ScreenStream, paint: Paint) {
    this.#stream = stream;
    this.#paint = paint;
    this.take();
  }

  /** How much there is room for now. */
  get size(): { readonly columns: number; readonly rows: number } {
    return {
      columns: this.#stream.columns || DEFAULT_SIZE.columns,
      rows: this.#stream.rows || DEFAULT_SIZE.rows,
    };
  }

  /** Shows these rows, each as wide as the screen or empty, in place of what was there. */
  draw(rows: readonly Row[]): void {
    if (!this.#isTaken) return;
    const lines = rows.map((row) => (row.length === 0 ? CLEAR_LINE : this.#line(row)));
    this.#stream.write(BEGIN + lines.join('\r\n') + END);
  }

  /** Takes the second screen; nothing when it has it. */
  take(): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    this.#stream.write(ENTER);
  }

  /** Gives the user's own screen back; a second call does nothing. */
  leave(): void {
    if (!this.#isTaken) return;
    this.#isTaken = false;
    this.#stream.write(LEAVE);
  }

  /**
   * Each cell is put where it belongs: terminals do not agree on the width of all characters, and
   * one that is wider than thought must not push away what follows.
   */
  #line(row: Row): string {
    return row.map((cell) => `\u001b[${cell.column}G${this.#dressed(cell)}`).join('');
  }

  #dressed({ text, styles = [] }: Cell): string {
    return styles.reduce((dressed, style) => this.#paint(style, dressed), text);
  }
}
