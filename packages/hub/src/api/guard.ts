// Lets those in who may come in; all others learn why not.

import { createMiddleware } from 'hono/factory';
import type { Admission, Doorkeeper } from './access.ts';
import { type Problem, problem } from './problem.ts';
import { type Bindings, visitorOf } from './visitor.ts';

/** What those get who are not let in. */
const REFUSALS: Readonly<Record<Exclude<Admission, 'welcome'>, Problem>> = {
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
      'Without a password only programs of this machine are let in, and pages of others never: set web.password.',
  },
  unset: {
    status: 403,
    code: 'NO_PASSWORD_YET',
    detail: 'There is no password yet: open the link in the log of the hub to set one.',
  },
};

/** What makes a browser ask its user. */
const CHALLENGE = 'Basic realm="bluebell", charset="UTF-8"';

/** Stands before routes. */
export function guard(doorkeeper: Doorkeeper) {
  return createMiddleware<{ Bindings: Bindings }>(async (context, next) => {
    const admission = await doorkeeper.judge(visitorOf(context));
    if (admission === 'welcome') return next();
    if (admission === 'wrong') context.header('WWW-Authenticate', CHALLENGE);
    if (admission === 'busy') context.header('Retry-After', '60');
    return problem(context, REFUSALS[admission]);
  });
}
