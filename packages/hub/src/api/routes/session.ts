// `/api/v1/session`: who is there, and the way in and out for browsers.

import { Hono } from 'hono';
import { isoTime } from '../../iso-time.ts';
import type { Access, Doorkeeper, Verdict } from '../access.ts';
import { refusalOf, refuse } from '../guard.ts';
import { jsonOf } from '../json-body.ts';
import { problem } from '../problem.ts';
import { loginForm, type SessionFacts } from '../session-shapes.ts';
import { type AnyContext, type Bindings, visitorOf } from '../visitor.ts';

/** What everybody may know of the hub. */
export interface HubFacts {
  readonly version: string;
  readonly hubId: string;
  readonly name: string;
  readonly isDemo: boolean;
}

/** What sessions are begun and ended by; the socket of this user has none. */
export type SessionKeeper = Pick<Access, 'login' | 'logout'>;

/** The routes. They stand before the guard: who is not let in is told so. */
export function sessionRoutes(
  facts: () => HubFacts,
  doorkeeper: Doorkeeper,
  keeper?: SessionKeeper,
) {
  const app = new Hono<{ Bindings: Bindings }>();
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  app.get('/', async (context) => {
    const verdict = await doorkeeper.judge(visitorOf(context));
    return context.json(factsOf(verdict, facts()));
  });
  app.post('/', async (context) => {
    if (!keeper) return nothingToLogIn(context);
    const form = await jsonOf(context, loginForm);
    if ('refusal' in form) return form.refusal;
    const visitor = visitorOf(context);
    const outcome = await keeper.login(visitor, form.value);
    if ('admission' in outcome) return refuse(context, outcome.admission);
    context.header('Set-Cookie', outcome.cookie);
    const cookies = outcome.cookie.replace(/;.*/, '');
    // By the cookie alone, as the next request will be judged.
    const verdict = await doorkeeper.judge({
      ...visitor,
      cookies,
      credentials: undefined,
      token: undefined,
      isChange: false,
    });
    return context.json(factsOf(verdict, facts()));
  });
  app.delete('/', async (context) => {
    if (!keeper) return nothingToLogIn(context);
    const visitor = visitorOf(context);
    const { admission } = await doorkeeper.judge(visitor);
    if (admission === 'foreign' || admission === 'csrf') return refuse(context, admission);
    const cookie = keeper.logout(visitor);
    if (cookie !== undefined) context.header('Set-Cookie', cookie);
    return context.body(null, 204);
  });
  return app;
}

function factsOf(verdict: Verdict, hub: HubFacts): SessionFacts {
  if (verdict.admission !== 'welcome') {
    const { code } = refusalOf(verdict.admission);
    return { kind: 'none', scopes: [], needsLogin: true, problem: code, ...hub };
  }
  const { kind, user, scopes, csrf, expiresAtMs } = verdict.guest;
  return {
    kind,
    scopes: [...scopes],
    needsLogin: false,
    ...(user !== undefined && { user }),
    ...(csrf !== undefined && { csrf }),
    ...(expiresAtMs !== undefined && { expiresAt: isoTime(expiresAtMs) }),
    ...hub,
  };
}

function nothingToLogIn(context: AnyContext): Response {
  const detail = 'Whoever reaches this socket is let in: there are no sessions.';
  return problem(context, { status: 409, code: 'NO_SESSIONS', detail });
}
