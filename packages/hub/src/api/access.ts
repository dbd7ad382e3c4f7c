// Who is let in: who knows the password or a token, or, where there is none, programs of this machine.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Cancel, Clock } from '@bluebell/ble/core';
import { AddressList } from '../address-list.ts';
import { isLoopback } from '../listen.ts';
import { plainAddress } from '../sender-address.ts';
import { GuessLimit } from './guess-limit.ts';
import { ALL_SCOPES, type Guest, spelledOut } from './guest.ts';
import type { KeptToken, NamedTokens } from './named-tokens.ts';
import { isForThisHome, isForThisMachine, isOwnPage, type Sender, senderOf } from './sender.ts';
import { isSameText, type LoginWay, type SessionDoor } from './session-door.ts';
import type { LoginForm } from './session-shapes.ts';
import type { Credentials, Visitor } from './visitor.ts';
import { watchGuest } from './watch-guest.ts';

export type { Credentials, Visitor } from './visitor.ts';

/**
 * `wrong`: no password, or not this one. `busy`: too many wrong ones. `foreign`: a web page of
 * another's. `csrf`: a session, and nothing that shows that our page asks. `unset`: there is no password
 * yet, and nobody is let in before there is one.
 */
export type Refusal = 'wrong' | 'busy' | 'foreign' | 'csrf' | 'unset';

/** Whether somebody is let in, and who that is. */
export type Verdict =
  | { readonly admission: 'welcome'; readonly guest: Guest }
  | { readonly admission: Refusal };

/** Judges requests. */
export interface Doorkeeper {
  judge(visitor: Visitor): Promise<Verdict>;
  /** Whom a request is from, as far as proxies may be believed. */
  sender(visitor: Visitor): Sender;
}

const OWNER: Guest = { kind: 'local', scopes: ALL_SCOPES, onEnd: () => () => {} };

/** Of a socket that nobody but the owner of the hub can open. */
export const OPEN_DOOR: Doorkeeper = {
  judge: () => Promise.resolve({ admission: 'welcome', guest: OWNER }),
  sender: (visitor) => senderOf(visitor, { isProxy: () => false, isTrusted: () => false }),
};

/** A password that is kept as a hash. */
export interface KeptPassword {
  readonly hasPassword: boolean;
  readonly passwordMark?: string | undefined;
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
  /** Addresses and networks of proxies that speak for others. */
  readonly proxies?: readonly string[] | undefined;
  /** Whom to let in where there is neither: programs of this machine, everybody, or nobody. */
  readonly otherwise: 'own' | 'all' | 'none';
}

/** Ways in that are kept in files. */
export interface KeptWays {
  readonly door?: SessionDoor | undefined;
  readonly tokens?: NamedTokens | undefined;
}

/** Judges requests from a network. */
export class Access implements Doorkeeper {
  #rules: AccessRules;
  #proxies: AddressList;
  readonly #clock: Clock;
  readonly #ways: KeptWays;
  readonly #guesses: GuessLimit;
  readonly #watches = new Set<() => void>();
  /** What was found to fit the kept hash: looking again would cost as much as a guess. */
  #proven: Buffer | undefined;

  constructor(rules: AccessRules, clock: Clock, ways: KeptWays = {}) {
    this.#rules = rules;
    this.#proxies = new AddressList(rules.proxies ?? []);
    this.#clock = clock;
    this.#ways = ways;
    this.#guesses = new GuessLimit(clock);
    if (ways.tokens) ways.tokens.onChange = () => this.#lookAgain();
  }

  /** Others are let in from now on. */
  set rules(rules: AccessRules) {
    this.#rules = rules;
    this.#proxies = new AddressList(rules.proxies ?? []);
    this.#proven = undefined;
    if (this.#ways.door) this.#ways.door.locks = rules;
    this.#lookAgain();
  }

  /** Whether an address is one that may have many connections: others speak through it. */
  isCrowd(address: string | undefined): boolean {
    return this.#isTrusted(plainAddress(address)) || this.#proxies.has(address);
  }

  sender(visitor: Visitor): Sender {
    return senderOf(visitor, {
      isProxy: (address) => this.#proxies.has(address),
      isTrusted: (address) => this.#isTrusted(address),
    });
  }

  async judge(visitor: Visitor): Promise<Verdict> {
    const { token, trusted = [], otherwise } = this.#rules;
    const sender = this.sender(visitor);
    // A token is too long to be guessed: showing it works while passwords are being guessed.
    if (visitor.token !== undefined) {
      if (token !== undefined && isSameText(visitor.token, token))
        return this.#admin('token', visitor);
      const found = this.#ways.tokens?.find(visitor.token);
      if (found) return this.#byToken(found, visitor);
    }
    const isOurs = isOwnPage(visitor, sender);
    if (this.#isTrusted(sender.address)) {
      return isOurs ? this.#admin('trusted', visitor) : { admission: 'foreign' };
    }
    const hasNothing = !visitor.credentials && visitor.token === undefined;
    const session = hasNothing ? await this.#bySession(visitor, isOurs) : undefined;
    if (session) return session;
    if (this.#isLocked) return this.#byPassword(visitor, sender);
    // Whoever shows a token that counts no more was to have what it gave, not everything.
    if (visitor.token !== undefined) return { admission: 'wrong' };
    if (trusted.length > 0 || otherwise === 'none') return { admission: 'unset' };
    const isHere = otherwise === 'own' ? isOfThisMachine(sender) : isForThisHome(sender);
    return isHere && isOurs ? this.#admin('open', visitor) : { admission: 'foreign' };
  }

  /** Begins a session; gives its cookie. */
  async login(
    visitor: Visitor,
    form: LoginForm,
  ): Promise<{ readonly cookie: string } | { readonly admission: Refusal }> {
    const sender = this.sender(visitor);
    if (!isOwnPage(visitor, sender)) return { admission: 'foreign' };
    const giveBack = this.#guesses.take(sender.address);
    if (!giveBack) return { admission: 'busy' };
    const way = await this.#wayOf(form);
    const secret = way && (await this.#ways.door?.begin(way));
    if (secret === undefined || !this.#ways.door) {
      const isUnset = !this.#isLocked && this.#rules.otherwise === 'none';
      return { admission: isUnset ? 'unset' : 'wrong' };
    }
    giveBack();
    return { cookie: this.#ways.door.cookie(secret, sender.isSecure) };
  }

  /** Ends the session of whoever asks; gives what makes the browser forget it. */
  logout(visitor: Visitor): string | undefined {
    this.#ways.door?.end(visitor.cookies);
    this.#lookAgain();
    return this.#ways.door?.noCookie(this.sender(visitor).isSecure);
  }

  get #isLocked(): boolean {
    const { password, kept, token } = this.#rules;
    return (password ?? token) !== undefined || (kept?.hasPassword ?? false);
  }

  #isTrusted(address: string): boolean {
    return address !== '' && (this.#rules.trusted ?? []).includes(address);
  }

  async #wayOf(form: LoginForm): Promise<LoginWay | undefined> {
    if ('password' in form) return (await this.#isRight(form)) ? 'password' : undefined;
    const { token } = this.#rules;
    if (token !== undefined && isSameText(form.token, token)) return 'token';
    const found = this.#ways.tokens?.find(form.token);
    return found && { tokenId: found.id };
  }

  async #bySession(visitor: Visitor, isOurs: boolean): Promise<Verdict | undefined> {
    const session = await this.#ways.door?.find(visitor.cookies);
    if (!session) return undefined;
    if (!isOurs) return { admission: 'foreign' };
    const isShown = visitor.csrf !== undefined && isSameText(visitor.csrf, session.csrf);
    if (visitor.isChange && !isShown) return { admission: 'csrf' };
    return this.#welcome({ kind: 'session', ...session }, visitor);
  }

  #byToken({ name, scopes, expiresMs }: KeptToken, visitor: Visitor): Verdict {
    return this.#welcome({ kind: 'token', user: name, scopes, expiresAtMs: expiresMs }, visitor);
  }

  async #byPassword(visitor: Visitor, sender: Sender): Promise<Verdict> {
    const { credentials, token, isAmbient } = visitor;
    if (!credentials && token === undefined) return { admission: 'wrong' };
    // Taken before it is looked at, so that many at once are no way around; given back where it is right.
    const giveBack = this.#guesses.take(sender.address);
    if (!giveBack) return { admission: 'busy' };
    if (!credentials || !(await this.#isRight(credentials))) return { admission: 'wrong' };
    giveBack();
    if (isAmbient && !isOwnPage(visitor, sender)) return { admission: 'foreign' };
    return this.#admin('password', visitor, credentials.user);
  }

  async #isRight(given: Credentials): Promise<boolean> {
    const { user, password, kept } = this.#rules;
    const shown = JSON.stringify([given.user, given.password]);
    if (password !== undefined) return isSameText(shown, JSON.stringify([user, password]));
    if (!kept?.hasPassword) return false;
    const digest = createHash('sha256').update(shown).digest();
    if (this.#proven && timingSafeEqual(digest, this.#proven)) return true;
    const isRight = await kept.isPassword(given.password);
    if (!isRight || !isSameText(given.user, user)) return false;
    this.#proven = digest;
    return true;
  }

  #admin(kind: Guest['kind'], visitor: Visitor, user?: string): Verdict {
    return this.#welcome({ kind, user, scopes: ALL_SCOPES }, visitor);
  }

  #welcome(who: Omit<Guest, 'onEnd'>, visitor: Visitor): Verdict {
    const guest: Guest = {
      ...who,
      scopes: spelledOut(who.scopes),
      onEnd: (listener) => this.#watch(visitor, guest, listener),
    };
    return { admission: 'welcome', guest };
  }

  #watch(visitor: Visitor, guest: Guest, listener: () => void): Cancel {
    const judge = () => this.judge({ ...visitor, isChange: false });
    const watch = watchGuest({
      guest,
      judge,
      clock: this.#clock,
      listener: () => {
        this.#watches.delete(watch.look);
        listener();
      },
    });
    this.#watches.add(watch.look);
    return () => {
      this.#watches.delete(watch.look);
      watch.stop();
    };
  }

  #lookAgain(): void {
    for (const look of this.#watches) look();
  }
}

/** By name, and by no proxy that came from elsewhere. */
function isOfThisMachine(sender: Sender): boolean {
  const { isForwarded, isProxied, address } = sender;
  const isNear = !isForwarded || (isProxied && isLoopback(address));
  return isNear && isForThisMachine(sender);
}
