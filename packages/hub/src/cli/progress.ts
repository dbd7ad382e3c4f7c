// One line that tells how far long work has come, and how long it will take.

import type { Clock } from '@bluebell/ble/core';
import type { Output } from './terminal.ts';

/** Work shorter than this needs no line. */
const QUIET_MS = 500;

const WIPE = '\r\u001b[K';

/** A line that is drawn over itself. */
export interface ProgressLine {
  /** @param done from 0 to 1. */
  show(done: number, facts: string): void;
  /** Takes the line away. */
  clear(): void;
}

/**
 * Draws on a terminal, and nowhere else.
 *
 * @param isAlone whether nothing else is printed meanwhile: the line would stand in its midst.
 */
export function progressLine(stream: Output, clock: Clock, isAlone: boolean): ProgressLine {
  if (!stream.isTTY || !isAlone) return { show: () => {}, clear: () => {} };
  const startMs = clock.steady();
  let isShown = false;
  return {
    show(done, facts) {
      const elapsedMs = clock.steady() - startMs;
      if (elapsedMs < QUIET_MS) return;
      isShown = true;
      const leftS = Math.ceil((elapsedMs / Math.max(done, 0.001)) * (1 - done) * 0.001);
      stream.write(`${WIPE}${Math.floor(done * 100)} % · ${facts} · ${leftS} s left`);
    },
    clear() {
      if (isShown) stream.write(WIPE);
    },
  };
}
