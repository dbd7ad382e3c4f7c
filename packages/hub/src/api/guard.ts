// Lets those in who may come in; all others learn why not.

import { createMiddleware } from 'hono/factory';
import type { Doorkeeper, Refusal } from './access.ts';
import { guestOf, mayDo, type Scope } from './guest.ts';
import { type Problem, problem } from './problem.ts';
import { type AnyContext, type Bindings, visitorOf } from './visitor.ts';

/** What those get who are not let in. */
const REFUSALS: Readonly<Record<Refusal, Problem>> = {
  wrong: {
    status: 401,
    code: 'WRONG_PASSWORD',
    detail: 'Give user name and password, or a bearer token: see web in the configuration.',
  },
  busy: {
    status: 429,
    code: 'TOO_MANY_GUESSES',
    detail: 'Too many wrong passwords: wait a minute.',
  },
  foreign: {
    status: 403,
    code: 'FOREIGN_PAGE',
    detail:
      'Without a password only programs of this machine are let in, and pages of others never: set web.password. Behind a proxy, see web.trusted_proxies.',
  },
  csrf: {
    status: 403,
    code: 'CSRF',
    detail: 'A change by a session needs the header X-CSRF-Token: GET api/v1/session gives it.',
  },
  unset: {
    status: 403,
    code: 'NO_PASSWORD_YET',
    detail: 'There is no password yet: open the link in the log of the hub to set one.',
  },
};

/** What makes a browser ask its user. */
const CHALLENGE = 'Basic realm="bluebell", charset="UTF-8"';

/** When whoever guessed too often may try again: by then it has several guesses. */
const RETRY_AFTER_S = 60;

/** What somebody gets who is not let in. */
export function refusalOf(admission: Refusal): Problem {
  return REFUSALS[admission];
}

/** The answer for somebody who is not let in. */
export function refuse(context: AnyContext, admission: Refusal): Response {
  if (admission === 'wrong' && !isOfAPage(context)) {
    context.header('WWW-Authenticate', CHALLENGE);
  }
  if (admission === 'busy') context.header('Retry-After', String(RETRY_AFTER_S));
  return problem(context, refusalOf(admission));
}

/** Stands before routes: who only looks needs `read`, all others `control`. */
export function guard(doorkeeper: Doorkeeper) {
  return createMiddleware<{ Bindings: Bindings }>(async (context, next) => {
    const visitor = visitorOf(context);
    const verdict = await doorkeeper.judge(visitor);
    if (verdict.admission !== 'welcome') return refuse(context, verdict.admission);
    const scope: Scope = visitor.isChange ? 'control' : 'read';
    if (!mayDo(verdict.guest, scope)) return problem(context, tooSmall(scope));
    context.set('guest', verdict.guest);
    return next();
  });
}

/** Stands before routes that need more; the guard stands before it. */
export function requireScope(scope: Scope) {
  return createMiddleware(async (context, next) =>
    mayDo(guestOf(context), scope) ? next() : problem(context, tooSmall(scope)),
  );
}

/** What somebody gets who is let in, and may do less. */
export function tooSmall(scope: Scope): Problem {
  return { status: 403, code: 'SCOPE', detail: `This needs a token with the scope ${scope}.` };
}

/** Our page has a form of its own to log in: the browser's is not to cover it. */
function isOfAPage(context: AnyContext): boolean {
  const { req } = context;
  return req.header('x-requested-with') !== undefined || req.header('sec-fetch-dest') === 'empty';
}
