// `/setup?token=…`: where the first password is set.

import type { Log } from '@bluebell/ble/core';
import { type Context, Hono } from 'hono';
import { messagePage, PAGE_HEADERS } from '../plain-page.ts';
import type { LinkState, SetupLink } from '../setup-link.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD, setupPage } from '../setup-page.ts';

/** What those see whose link does not work. */
const REFUSALS: Readonly<
  Record<
    Exclude<LinkState, 'good'>,
    readonly [status: 403 | 410 | 429, title: string, text: string]
  >
> = {
  wrong: [403, 'This link does not work', 'Open the newest one in the log of the hub.'],
  used: [410, 'There is a password already', 'This link works but once.'],
  expired: [410, 'This link is too old', 'Restart the hub: a new one is in its log then.'],
  busy: [429, 'Too many wrong links', 'Wait a minute, and open the newest one in the log again.'],
};

/** The routes. */
export function setupRoutes(link: SetupLink, user: string, log: Log) {
  const app = new Hono();
  app.get('/', (context) => {
    const token = context.req.query('token') ?? '';
    const state = link.judge(token);
    return state === 'good'
      ? context.body(setupPage(user, token), 200, PAGE_HEADERS)
      : refusal(context, state);
  });
  app.post('/', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const token = form.get('token') ?? '';
    const password = form.get('password') ?? '';
    const state = link.judge(token);
    if (state !== 'good') return refusal(context, state);
    const problem = problemOf(password, form.get('again') ?? '');
    if (problem !== undefined) {
      return context.body(setupPage(user, token, problem), 422, PAGE_HEADERS);
    }
    const outcome = await link.use(token, password);
    if (outcome !== 'good') return refusal(context, outcome);
    log.info('WEB_PASSWORD_SET', 'the first password was set');
    const done = `The hub asks for the user name ${user} and your password from now on.`;
    return context.body(messagePage('The password is set', done), 200, PAGE_HEADERS);
  });
  return app;
}

function refusal(context: Context, state: Exclude<LinkState, 'good'>): Response {
  const [status, title, text] = REFUSALS[state];
  return context.body(messagePage(title, text), status, PAGE_HEADERS);
}

function problemOf(password: string, again: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD) {
    return `The password needs at least ${SHORTEST_PASSWORD} characters.`;
  }
  if (password.length > LONGEST_PASSWORD) {
    return `The password may have ${LONGEST_PASSWORD} characters at most.`;
  }
  return password === again ? undefined : 'The two passwords differ.';
}
