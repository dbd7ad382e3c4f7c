// How long something is ago, kept true while the page is open.

import { useSyncExternalStore } from 'react';
import { live, spanText } from '../live/index.ts';

const EVERY_MS = 1_000;
let nowMs = live.nowMs();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for all of them. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    // It stood still while nobody looked.
    nowMs = live.nowMs();
    timer = setInterval(() => {
      nowMs = live.nowMs();
      for (const each of listeners) each();
    }, EVERY_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** `5 min ago`, or with `isSpan` the span alone; the exact time is its tooltip. */
export function Ago({
  time,
  isSpan = false,
}: {
  readonly time: string;
  readonly isSpan?: boolean;
}) {
  const now = useSyncExternalStore(subscribe, () => nowMs);
  const atMs = Date.parse(time);
  if (Number.isNaN(atMs)) return <>–</>;
  // By the clock of the hub, whose answer may still be on its way to us.
  const span = spanText(Math.max(0, now - atMs) / 1_000);
  return (
    <time dateTime={time} title={new Date(atMs).toLocaleString('en')}>
      {isSpan ? span : `${span} ago`}
    </time>
  );
}
