// Who may send commands: who knows the password, or, where there is none, programs of this machine.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@bluebell/ble/core';
import { isLoopback } from '../listen.ts';
import { RateLimit } from '../rate-limit.ts';

/** What a password is asked with. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a request says of its sender. */
export interface Visitor {
  /** What it was given as user and password, if anything. */
  readonly credentials: Credentials | undefined;
  /** Headers of HTTP, as far as they are there. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/** `wrong`: no password, or not this one. `busy`: too many wrong ones. `foreign`: a web page of another's. */
export type Admission = 'welcome' | 'wrong' | 'busy' | 'foreign';

/** Wrong passwords that are looked at: enough for mistakes, too few for guessing. */
const GUESSES = { burst: 10, perSecond: 0.2 } as const;

/** What browsers say of requests that the user, or a page from the same place, made. */
const OWN_SITES: readonly (string | undefined)[] = [undefined, 'none', 'same-origin'];

/** Judges requests. */
export class Access {
  readonly #wanted: Credentials | undefined;
  readonly #guesses: RateLimit;

  /** @param wanted what must be known; where nothing is, only this machine may be let in at all. */
  constructor(wanted: Credentials | undefined, clock: Clock) {
    this.#wanted = wanted;
    this.#guesses = new RateLimit(clock, GUESSES);
  }

  judge(visitor: Visitor): Admission {
    if (!this.#wanted) return isOwn(visitor) ? 'welcome' : 'foreign';
    const { credentials } = visitor;
    if (credentials && !this.#guesses.hasRoom()) return 'busy';
    if (credentials && isSame(credentials, this.#wanted)) return 'welcome';
    if (credentials) this.#guesses.take();
    return 'wrong';
  }
}

/**
 * Any web page can make the user's browser send requests to this machine, by its address or by a name
 * of its own that leads here: neither is a program of this machine.
 */
function isOwn({ host, origin, fetchSite }: Visitor): boolean {
  const name = host?.replace(/:\d+$/, '') ?? '';
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  return isLoopback(name) && isOwnPage && OWN_SITES.includes(fetchSite);
}

/** In a time that tells nothing of how much of it is right. */
function isSame(given: Credentials, wanted: Credentials): boolean {
  return timingSafeEqual(digestOf(given), digestOf(wanted));
}

function digestOf({ user, password }: Credentials): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([user, password]))
    .digest();
}
