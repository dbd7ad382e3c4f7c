// Looks whether somebody who stays, such as a page that listens, is still welcome.

import type { Cancel, Clock } from '@bluebell/ble/core';
import type { Verdict } from './access.ts';
import type { Guest } from './guest.ts';

/** At least so often: a session that listens is a session that is used. */
const DAY_MS = 86_400_000;

/** What it is made from. */
export interface GuestWatch {
  readonly guest: Guest;
  /** Judges the same visitor anew. */
  readonly judge: () => Promise<Verdict>;
  readonly clock: Clock;
  /** Called once, when it is over. */
  readonly listener: () => void;
}

/** Begins. `look`: something changed. */
export function watchGuest({ guest, judge, clock, listener }: GuestWatch) {
  let isOver = false;
  let cancel: Cancel | undefined;
  const arm = (expiresAtMs: number | undefined) => {
    cancel?.();
    const leftMs = expiresAtMs === undefined ? DAY_MS : expiresAtMs - clock.now();
    cancel = clock.after(Math.min(DAY_MS, Math.max(1, leftMs)), () => void look());
  };
  const stop = () => {
    isOver = true;
    cancel?.();
  };
  const look = async () => {
    // Who cannot be judged is not let stay, and ends no process.
    const verdict = await judge().catch((): Verdict => ({ admission: 'wrong' }));
    if (isOver) return;
    // Somebody else's guesses are no reason to throw out who was let in.
    if (verdict.admission === 'busy') return arm(undefined);
    const mayAsBefore =
      verdict.admission === 'welcome' &&
      guest.scopes.every((scope) => verdict.guest.scopes.includes(scope));
    if (mayAsBefore) return arm(verdict.guest.expiresAtMs);
    stop();
    listener();
  };
  arm(guest.expiresAtMs);
  return { look: () => void look(), stop };
}
