// Time on an air that nobody has to wait for.

import { setImmediate } from 'node:timers';
import type { VirtualClock } from '@bluebell/ble/core';

/** So much time goes by before what comes from outside is taken in. */
const STEP_MS = 5;

/** Lets time go by as fast as this machine can; gives what stops it. */
export function hasten(clock: VirtualClock): () => Promise<void> {
  const over = new AbortController();
  const running = run(clock, over.signal);
  return async () => {
    over.abort();
    await running;
  };
}

async function run(clock: VirtualClock, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await clock.advance(STEP_MS);
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
