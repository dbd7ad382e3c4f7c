// How long something is ago, kept true while the page is open.

import { useSyncExternalStore } from 'react';
import { spanText } from '../live/index.ts';

const EVERY_MS = 1_000;
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for all of them. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, EVERY_MS);
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
  // The clocks of hub and page may differ a little.
  const span = spanText(Math.max(0, now - atMs) / 1_000);
  return (
    <time dateTime={time} title={new Date(atMs).toLocaleString('en')}>
      {isSpan ? span : `${span} ago`}
    </time>
  );
}
