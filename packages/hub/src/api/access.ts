// Who is let in: who knows the password or the token, or, where there is none, programs of this machine.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@bluebell/ble/core';
import { isLoopback } from '../listen.ts';
import { GuessLimit } from './guess-limit.ts';
import { plainAddress } from './sender-address.ts';

/** What a password is asked with. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a request says of its sender. */
export interface Visitor {
  /** What it was given as user and password, if anything. */
  readonly credentials?: Credentials | undefined;
  /** Browsers send them by themselves, whichever page asks: the `Authorization` header, not the address. */
  readonly isAmbient?: boolean | undefined;
  /** The token that it showed. */
  readonly token?: string | undefined;
  /** The address it comes from. */
  readonly address?: string | undefined;
  /** Headers of HTTP, as far as they are there. */
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly fetchSite?: string | undefined;
}

/**
 * `wrong`: no password, or not this one. `busy`: too many wrong ones. `foreign`: a web page of
 * another's. `unset`: there is no password yet, and nobody is let in before there is one.
 */
export type Admission = 'welcome' | 'wrong' | 'busy' | 'foreign' | 'unset';

/** Judges requests. */
export interface Doorkeeper {
  judge(visitor: Visitor): Promise<Admission>;
}

/** Of a socket that nobody but the owner of the hub can open. */
export const OPEN_DOOR: Doorkeeper = { judge: () => Promise.resolve('welcome') };

/** A password that is kept as a hash. */
export interface KeptPassword {
  readonly hasPassword: boolean;
  isPassword(given: string): Promise<boolean>;
}

/** Whom to let in. */
export interface AccessRules {
  readonly user: string;
  /** As the configuration has it. It wins over a kept one. */
  readonly password?: string | undefined;
  readonly kept?: KeptPassword | undefined;
  readonly token?: string | undefined;
  /** Addresses that need neither. */
  readonly trusted?: readonly string[] | undefined;
  /** Whom to let in where there is neither: programs of this machine, everybody, or nobody. */
  readonly otherwise: 'own' | 'all' | 'none';
}

/** What browsers say of requests that the user, or a page from the same place, made. */
const OWN_SITES: readonly (string | undefined)[] = [undefined, 'none', 'same-origin'];

/** Judges requests from a network. */
export class Access implements Doorkeeper {
  #rules: AccessRules;
  readonly #guesses: GuessLimit;
  /** What was found to fit the kept hash: looking again would cost as much as a guess. */
  #proven: Buffer | undefined;

  constructor(rules: AccessRules, clock: Clock) {
    this.#rules = rules;
    this.#guesses = new GuessLimit(clock);
  }

  /** Others are let in from now on. */
  set rules(rules: AccessRules) {
    this.#rules = rules;
    this.#proven = undefined;
  }

  async judge(visitor: Visitor): Promise<Admission> {
    const { token, trusted = [], otherwise } = this.#rules;
    if (trusted.includes(plainAddress(visitor.address))) return 'welcome';
    // A token is too long to be guessed: showing it works while passwords are being guessed.
    if (token !== undefined && visitor.token !== undefined && isSame([visitor.token], [token])) {
      return 'welcome';
    }
    if (this.#isLocked) return this.#judgePassword(visitor);
    if (trusted.length > 0 || otherwise === 'none') return 'unset';
    const isOwn = otherwise === 'own' ? isLocalName(visitor.host) : isHomeName(visitor.host);
    return isOwn && isOwnPage(visitor) ? 'welcome' : 'foreign';
  }

  get #isLocked(): boolean {
    const { password, kept, token } = this.#rules;
    return (password ?? token) !== undefined || (kept?.hasPassword ?? false);
  }

  async #judgePassword(visitor: Visitor): Promise<Admission> {
    const { credentials, token, isAmbient, address } = visitor;
    if (!credentials && token === undefined) return 'wrong';
    // Taken before it is looked at, so that many at once are no way around; given back where it is right.
    const giveBack = this.#guesses.take(address);
    if (!giveBack) return 'busy';
    if (!credentials || !(await this.#isRight(credentials))) return 'wrong';
    giveBack();
    return isAmbient && !isOwnPage(visitor) ? 'foreign' : 'welcome';
  }

  async #isRight(given: Credentials): Promise<boolean> {
    const { user, password, kept } = this.#rules;
    const shown = [given.user, given.password];
    if (password !== undefined) return isSame(shown, [user, password]);
    if (!kept) return false;
    const digest = digestOf(shown);
    if (this.#proven && timingSafeEqual(digest, this.#proven)) return true;
    const isRight = await kept.isPassword(given.password);
    if (!isRight || !isSame([given.user], [user])) return false;
    this.#proven = digest;
    return true;
  }
}

/**
 * Any web page can make the user's browser send requests to this machine, by its address or by a name
 * of its own that leads here: neither is a program of this machine.
 */
function isLocalName(host: string | undefined): boolean {
  return isLoopback(withoutPort(host));
}

/** An address, or a name that only a home network can give: no name that a stranger's page could have. */
function isHomeName(host: string | undefined): boolean {
  const name = withoutPort(host);
  return /^(?:[\d.]+|\[[\da-f:.]+\]|[\w-]+|[\w.-]+\.(?:local|lan|home|internal|home\.arpa))$/i.test(
    name,
  );
}

function isOwnPage({ host, origin, fetchSite }: Visitor): boolean {
  const isHere =
    origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  return isHere && OWN_SITES.includes(fetchSite);
}

function withoutPort(host: string | undefined): string {
  return host?.replace(/:\d+$/, '') ?? '';
}

/** In a time that tells nothing of how much of it is right. */
function isSame(given: readonly string[], wanted: readonly string[]): boolean {
  return timingSafeEqual(digestOf(given), digestOf(wanted));
}

function digestOf(texts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(texts)).digest();
}
