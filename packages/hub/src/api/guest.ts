// Who was let in, and what they may do.

import type { Cancel } from '@bluebell/ble/core';
import type { Context } from 'hono';
import type { Scope } from './session-shapes.ts';

export type { Scope } from './session-shapes.ts';

/**
 * How somebody got in. `local`: the socket of this user. `open`: there is no password. `trusted`: by an
 * address. `password`: shown with the request itself. `session`: by a cookie. `token`: by a bearer token.
 */
export type GuestKind = 'local' | 'open' | 'trusted' | 'password' | 'session' | 'token';

/** Somebody who was let in. */
export interface Guest {
  readonly kind: GuestKind;
  /** The name that was logged in with, or that the token has. */
  readonly user?: string | undefined;
  /** Spelled out: who may administer may read and control, too. */
  readonly scopes: readonly Scope[];
  /** What a session's changes are to show. */
  readonly csrf?: string | undefined;
  readonly expiresAtMs?: number | undefined;
  /**
   * Calls back once, when this guest is no longer welcome: logged out, expired, revoked, or the password
   * is another. Gives what ends the watch.
   */
  onEnd(listener: () => void): Cancel;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Set by the guard. */
    guest: Guest | undefined;
  }
}

/** What comes with a scope. */
const IMPLIED: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  control: ['read', 'control'],
  admin: ['read', 'control', 'admin'],
};

export const ALL_SCOPES: readonly Scope[] = IMPLIED.admin;

/** Scopes with all that comes with them, the smallest first. */
export function spelledOut(scopes: readonly Scope[]): readonly Scope[] {
  const all = new Set(scopes.flatMap((scope) => IMPLIED[scope]));
  return ALL_SCOPES.filter((scope) => all.has(scope));
}

/** Whether somebody may do what needs a scope. */
export function mayDo(guest: Pick<Guest, 'scopes'>, scope: Scope): boolean {
  return guest.scopes.includes(scope);
}

/**
 * Who asks, in routes behind the guard.
 *
 * @throws {Error} there is no guard before the route: nobody is let in by mistake.
 */
export function guestOf(context: Context): Guest {
  const guest = context.get('guest');
  if (!guest) throw new Error(`${context.req.path} stands before the guard`);
  return guest;
}
