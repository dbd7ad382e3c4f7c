// One line that says what is going on, while somebody waits for it.

import type { Output } from './terminal.ts';
import { fit } from './text.ts';

const WIPE = '\r\u001b[K';

/** A terminal that does not tell how wide it is. */
const DEFAULT_COLUMNS = 80;

/** A line that is written over itself. */
export interface StatusLine {
  show(text: string): void;
  /** Takes it away: what is printed next begins on an empty line. */
  clear(): void;
}

/** Writes on a terminal, and nowhere else. */
export function statusLine(stream: Output): StatusLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let isShown = false;
  return {
    show(text) {
      isShown = true;
      const columns = (stream.columns || DEFAULT_COLUMNS) - 1;
      stream.write(`${WIPE}${fit(text, columns).trimEnd()}`);
    },
    clear() {
      if (isShown) stream.write(WIPE);
      isShown = false;
    },
  };
}
