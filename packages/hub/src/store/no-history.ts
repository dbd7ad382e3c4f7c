// No history, where the user wants none.

import type { History } from './history.ts';

/** Takes everything and remembers nothing. */
export function noHistory(nowMs: number): History {
  return {
    write: () => {},
    event: () => {},
    query: () => [],
    lasts: ({ startsMs }) => startsMs.map(() => undefined),
    events: () => [],
    quantities: () => [],
    forget: () => {},
    health: () => ({ isWritable: true, sinceMs: nowMs, bytes: 0 }),
    close: () => {},
  };
}
