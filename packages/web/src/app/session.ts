// Who is at the page: asked of the hub at the start, and again after each login.

import type { Scope, Session } from '@bluebell/hub/api';
import { useSyncExternalStore } from 'react';
import { type ApiProblem, api, fetchSession, setCsrf } from './api.ts';
import { loginGate } from './login-gate.ts';

let session: Session | undefined;
const listeners = new Set<(session: Session | undefined) => void>();

/** Calls `listener` with every new session. */
export function onSession(listener: (session: Session | undefined) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: Session | undefined): void {
  session = next;
  for (const listener of listeners) listener(next);
}

/** Asks the hub who we are; asks for a login where nobody is. */
export async function loadSession(): Promise<Session> {
  const next = await fetchSession();
  set(next);
  if (next.needsLogin) loginGate.shut();
  else loginGate.open();
  return next;
}

/** The session now; `undefined` until the hub answered. */
export function currentSession(): Session | undefined {
  return session;
}

/** Ends the session. What the page remembers of devices goes too. */
export async function logOut(): Promise<void> {
  await api.delete('session').catch((problem: ApiProblem) => {
    if (problem.status !== 401) throw problem;
  });
  setCsrf(undefined);
  // The stream ends first: it would remember them again.
  set(undefined);
  try {
    localStorage.removeItem('bluebell.devices');
  } catch {
    // Storage is switched off: then nothing is remembered either.
  }
  location.reload();
}

/** The session, and what it allows. */
export function useSession(): {
  readonly session: Session | undefined;
  readonly may: (scope: Scope) => boolean;
} {
  const now = useSyncExternalStore(onSession, currentSession);
  return { session: now, may: (scope) => now?.scopes.includes(scope) ?? false };
}
