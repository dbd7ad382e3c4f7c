// Tokens for programs: each with a name, with scopes, and with an end where one is wanted.

import { randomBytes } from 'node:crypto';
import type { Clock } from '@bluebell/ble/core';
import * as z from 'zod';
import { randomSecret, secretHash } from './random-secret.ts';
import { type Scope, scope } from './session-shapes.ts';

/** A token as the file keeps it. */
export const keptToken = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string().max(64),
  hash: z.string().max(64),
  scopes: z.array(scope).max(3),
  createdMs: z.number(),
  expiresMs: z.number().optional(),
});
export type KeptToken = z.output<typeof keptToken>;

/** More than a home has programs. */
export const MOST_TOKENS = 64;

/** People see by it what it is, and so do programs that look for secrets in public places. */
const PREFIX = 'bluebell_';

/** Where they are kept. */
export interface TokenShelf {
  readonly tokens: readonly KeptToken[];
  /** @throws {TransportError} they cannot be written; those before stay. */
  setTokens(tokens: readonly KeptToken[]): Promise<void>;
}

/** What a token is to be. */
export interface TokenWish {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresMs?: number | undefined;
}

/** All tokens of a hub. */
export class NamedTokens {
  readonly #shelf: TokenShelf;
  readonly #clock: Clock;
  readonly #usedMs = new Map<string, number>();
  /** Called when one is gone. */
  onChange: (() => void) | undefined;
  /** One change at a time: two at once would lose one of them. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(shelf: TokenShelf, clock: Clock) {
    this.#shelf = shelf;
    this.#clock = clock;
  }

  /** Those that expired stand there too, until somebody takes them away. */
  get all(): readonly KeptToken[] {
    return this.#shelf.tokens;
  }

  /** When one was used last, as far as this process knows. */
  usedMs(id: string): number | undefined {
    return this.#usedMs.get(id);
  }

  isExpired({ expiresMs }: Pick<KeptToken, 'expiresMs'>): boolean {
    return expiresMs !== undefined && expiresMs <= this.#clock.now();
  }

  /** The one that was shown, where it still counts. */
  find(shown: string): KeptToken | undefined {
    if (!shown.startsWith(PREFIX)) return undefined;
    const hash = secretHash(shown);
    const found = this.all.find((token) => token.hash === hash);
    if (!found || this.isExpired(found)) return undefined;
    this.#usedMs.set(found.id, this.#clock.now());
    return found;
  }

  /** The one with this id, where it still counts. */
  get(id: string): KeptToken | undefined {
    const found = this.all.find((token) => token.id === id);
    return found && !this.isExpired(found) ? found : undefined;
  }

  /** Makes one; `undefined` where there are too many. The secret is shown now or never. */
  create(wish: TokenWish): Promise<{ kept: KeptToken; token: string } | undefined> {
    return this.#alone(async () => {
      if (this.all.length >= MOST_TOKENS) return undefined;
      const token = PREFIX + randomSecret();
      const { name, scopes, expiresMs } = wish;
      const kept: KeptToken = {
        id: randomBytes(4).toString('hex'),
        name,
        hash: secretHash(token),
        scopes: [...new Set(scopes)],
        createdMs: this.#clock.now(),
        ...(expiresMs !== undefined && { expiresMs }),
      };
      await this.#shelf.setTokens([...this.all, kept]);
      return { kept, token };
    });
  }

  /** Takes one away; whether there was one. */
  remove(id: string): Promise<boolean> {
    return this.#alone(async () => {
      const rest = this.all.filter((token) => token.id !== id);
      if (rest.length === this.all.length) return false;
      await this.#shelf.setTokens(rest);
      this.#usedMs.delete(id);
      this.onChange?.();
      return true;
    });
  }

  #alone<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#last.then(change);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
