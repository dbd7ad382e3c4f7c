// Short messages that come and go by themselves.

import { useSyncExternalStore } from 'react';
import type { Tone } from './badge.tsx';
import { classNames } from './class-names.ts';
import styles from './toast.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
}

const SHOWN_MS = 5_000;
const MOST_AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message for five seconds; it is read out once the reader is free. */
export function toast(text: string, tone: Tone = 'quiet'): void {
  const id = ++lastId;
  set([...toasts, { id, text, tone }].slice(-MOST_AT_ONCE));
  setTimeout(() => set(toasts.filter((each) => each.id !== id)), SHOWN_MS);
}

/** Where the messages stand; once in the page. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={styles.place} role="status">
      {shown.map((each) => (
        <div key={each.id} className={classNames(styles.toast, styles[each.tone])}>
          {each.text}
        </div>
      ))}
    </div>
  );
}
