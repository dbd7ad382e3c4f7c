// The way in for browsers: a login begins a session, its cookie is shown from then on.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { NamedTokens } from './named-tokens.ts';
import { markOf } from './password.ts';
import { secretFrom } from './random-secret.ts';
import type { KeptSession } from './session-file.ts';
import type { Scope } from './session-shapes.ts';
import { LONGEST_MS, type Login, type Sessions } from './sessions.ts';

/** What a session was begun with: the password, the token of the configuration, or one with a name. */
export type LoginWay = 'password' | 'token' | { readonly tokenId: string };

/** What sessions hang on. */
export interface Locks {
  readonly user: string;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  readonly kept?: { readonly passwordMark?: string | undefined } | undefined;
}

/** What it is made from. */
export interface SessionDoorParts {
  readonly sessions: Sessions;
  readonly tokens: NamedTokens;
  /** Of the hub: the ports of one machine share their cookies. */
  readonly cookieName: string;
  readonly salt: string;
}

/** A session that was shown. */
export interface ShownSession {
  readonly user?: string | undefined;
  readonly scopes: readonly Scope[];
  readonly csrf: string;
  readonly expiresAtMs: number;
}

/** A browser may have several of one name, by paths; more than these are no accident. */
const MOST_COOKIES = 4;

/** Sessions, and what they depend on. */
export class SessionDoor {
  readonly #parts: SessionDoorParts;
  #locks: Locks;
  /** What is dear to compute, by what it is computed from. */
  readonly #marks = new Map<string, Promise<string>>();

  constructor(parts: SessionDoorParts, locks: Locks) {
    this.#parts = parts;
    this.#locks = locks;
  }

  /** What is to be logged in with from now on; sessions by what was before end when they are shown. */
  set locks(locks: Locks) {
    this.#locks = locks;
    this.#marks.clear();
  }

  /** Begins a session; gives what the cookie is to hold. */
  async begin(way: LoginWay): Promise<string | undefined> {
    const login = await this.#login(way);
    return login && this.#parts.sessions.begin(login);
  }

  /** What a browser is to keep. @param isSecure whether it is to show it by TLS alone. */
  cookie(secret: string, isSecure: boolean): string {
    return this.#cookie(secret, Math.floor(LONGEST_MS / 1000), isSecure);
  }

  /** What makes it forget. */
  noCookie(isSecure: boolean): string {
    return this.#cookie('', 0, isSecure);
  }

  /** The session whose cookie is among these, where it counts. */
  async find(cookies: string | undefined): Promise<ShownSession | undefined> {
    for (const secret of this.#secretsIn(cookies)) {
      const session = this.#parts.sessions.find(secret);
      if (!session) continue;
      if (await this.#isFit(session)) return this.#shown(session, secret);
      this.#parts.sessions.drop(session);
    }
    return undefined;
  }

  /** Ends the session of whoever shows these. */
  end(cookies: string | undefined): void {
    for (const secret of this.#secretsIn(cookies)) this.#parts.sessions.end(secret);
  }

  #cookie(value: string, maxAgeS: number, isSecure: boolean): string {
    const name = this.#parts.cookieName;
    const secure = isSecure ? '; Secure' : '';
    return `${name}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${secure}`;
  }

  #secretsIn(cookies: string | undefined): readonly string[] {
    const start = `${this.#parts.cookieName}=`;
    return (cookies?.split(';') ?? [])
      .map((cookie) => cookie.trim())
      .filter((cookie) => cookie.startsWith(start))
      .slice(0, MOST_COOKIES)
      .map((cookie) => cookie.slice(start.length));
  }

  #shown(session: KeptSession, secret: string): ShownSession {
    const { sessions, tokens } = this.#parts;
    const token = tokens.get(session.by);
    return {
      user: session.user,
      scopes: token?.scopes ?? ['admin'],
      csrf: secretFrom(secret, 'csrf'),
      expiresAtMs: Math.min(sessions.expiresAtMs(session), token?.expiresMs ?? Infinity),
    };
  }

  async #isFit({ by, mark }: KeptSession): Promise<boolean> {
    const way: LoginWay = by === 'password' || by === 'token' ? by : { tokenId: by };
    const now = await this.#login(way);
    return now !== undefined && isSameText(mark, now.mark);
  }

  async #login(way: LoginWay): Promise<Login | undefined> {
    if (typeof way === 'object') {
      const token = this.#parts.tokens.get(way.tokenId);
      return token && { by: token.id, mark: token.hash, user: token.name };
    }
    const { user, password, token, kept } = this.#locks;
    if (way === 'token') {
      return token === undefined ? undefined : { by: 'token', mark: await this.#mark(token) };
    }
    if (password !== undefined) {
      return { by: 'password', mark: await this.#mark(`${user}:${password}`), user };
    }
    if (kept?.passwordMark === undefined) return undefined;
    const mark = createHash('sha256').update(`${user}:${kept.passwordMark}`).digest('base64url');
    return { by: 'password', mark, user };
  }

  #mark(secret: string): Promise<string> {
    const mark = this.#marks.get(secret) ?? markOf(secret, this.#parts.salt);
    this.#marks.set(secret, mark);
    return mark;
  }
}

/** In a time that tells nothing of how much of it is right. */
export function isSameText(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
