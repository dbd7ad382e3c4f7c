// The link by which the first password is set: works once, for an hour, for whoever can read the log.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@bluebell/ble/core';
import { GuessLimit } from './guess-limit.ts';

/** Where a new password goes. */
export interface PasswordShelf {
  readonly hasPassword: boolean;
  /** @throws {TransportError} it cannot be written. */
  setPassword(password: string): Promise<void>;
}

/** Whether a link is good. `busy`: too many that are not were tried. */
export type LinkState = 'good' | 'used' | 'expired' | 'wrong' | 'busy';

const HOUR_MS = 3_600_000;
const TOKEN_BYTES = 24;

/** One link. */
export class SetupLink {
  /** What stands in it. */
  readonly token = randomBytes(TOKEN_BYTES).toString('base64url');
  readonly #shelf: PasswordShelf;
  readonly #clock: Clock;
  readonly #guesses: GuessLimit;
  readonly #madeMs: number;
  /** Somebody is setting a password right now, or did. */
  #isUsed = false;

  constructor(shelf: PasswordShelf, clock: Clock) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#madeMs = clock.steady();
    this.#guesses = new GuessLimit(clock);
  }

  /** Whether a token is the one, and still works. @param address of who shows it. */
  judge(token: string, address?: string): LinkState {
    const giveBack = this.#guesses.take(address);
    if (!giveBack) return 'busy';
    if (!timingSafeEqual(digestOf(token), digestOf(this.token))) return 'wrong';
    giveBack();
    if (this.#isUsed || this.#shelf.hasPassword) return 'used';
    return this.#clock.steady() - this.#madeMs < HOUR_MS ? 'good' : 'expired';
  }

  /** Sets the password, where the link is good; of several at once, the first. */
  async use(token: string, password: string, address?: string): Promise<LinkState> {
    const state = this.judge(token, address);
    if (state !== 'good') return state;
    this.#isUsed = true;
    try {
      await this.#shelf.setPassword(password);
    } catch (error) {
      this.#isUsed = false;
      throw error;
    }
    return 'good';
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
