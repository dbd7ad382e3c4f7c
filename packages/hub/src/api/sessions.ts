// Browsers that logged in: found by the secret in their cookie, for so long as they are used.

import type { Clock } from '@bluebell/ble/core';
import { randomSecret, secretHash } from './random-secret.ts';
import { type KeptSession, MOST_SESSIONS } from './session-file.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Not used for so long, it is over. */
export const IDLE_MS = 30 * DAY_MS;

/** However much it is used, it is over then. */
export const LONGEST_MS = 90 * DAY_MS;

/** How exactly it is kept when one was used: each time would wear out a memory card. */
const USE_STEP_MS = HOUR_MS;

/** Of one token. Whoever has one may log in as often as they like, and is not to throw out all others. */
const MOST_OF_TOKEN = 8;

/** Where they are kept over a restart. */
export interface SessionShelf {
  readonly sessions: readonly KeptSession[];
  write(sessions: readonly KeptSession[]): void;
}

/** Who logged in with what. */
export type Login = Pick<KeptSession, 'by' | 'mark' | 'user'>;

/** All sessions of a hub. */
export class Sessions {
  readonly #shelf: SessionShelf;
  readonly #clock: Clock;
  /** By hash, the one used last at the end. */
  readonly #sessions: Map<string, KeptSession>;

  constructor(shelf: SessionShelf, clock: Clock) {
    this.#shelf = shelf;
    this.#clock = clock;
    const kept = shelf.sessions.toSorted((a, b) => a.usedMs - b.usedMs);
    this.#sessions = new Map(kept.map((session) => [session.hash, session]));
  }

  /** Begins one; gives its secret, which is not kept. */
  begin(login: Login): string {
    const secret = randomSecret();
    const now = this.#clock.now();
    const hash = secretHash(secret);
    this.#makeRoom(login);
    this.#sessions.set(hash, { ...login, hash, createdMs: now, usedMs: now });
    this.#keep();
    return secret;
  }

  /** The one with this secret, where it is not over; it was used now. */
  find(secret: string): KeptSession | undefined {
    const hash = secretHash(secret);
    const found = this.#sessions.get(hash);
    if (!found) return undefined;
    const now = this.#clock.now();
    if (this.expiresAtMs(found) <= now) {
      this.#remove(hash);
      return undefined;
    }
    if (Math.abs(now - found.usedMs) < USE_STEP_MS) return found;
    const used = { ...found, usedMs: now };
    this.#sessions.delete(hash);
    this.#sessions.set(hash, used);
    this.#keep();
    return used;
  }

  /** When it is over, if it is not used again. */
  expiresAtMs({ createdMs, usedMs }: KeptSession): number {
    return Math.min(usedMs + IDLE_MS, createdMs + LONGEST_MS);
  }

  /** Ends the one with this secret, where there is one. */
  end(secret: string): void {
    this.#remove(secretHash(secret));
  }

  /** Ends one that was found, since what it logged in with does not count any more. */
  drop({ hash }: KeptSession): void {
    this.#remove(hash);
  }

  /** The one not used for longest goes: of the same token, where that has many. */
  #makeRoom({ by }: Login): void {
    const all = [...this.#sessions.values()];
    const same = by === 'password' ? [] : all.filter((session) => session.by === by);
    const [oldest] = same.length >= MOST_OF_TOKEN ? same : all;
    const isFull = same.length >= MOST_OF_TOKEN || all.length >= MOST_SESSIONS;
    if (oldest && isFull) this.#sessions.delete(oldest.hash);
  }

  #remove(hash: string): void {
    if (this.#sessions.delete(hash)) this.#keep();
  }

  #keep(): void {
    this.#shelf.write([...this.#sessions.values()]);
  }
}
