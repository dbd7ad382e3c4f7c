// `/setup?token=…`: where the first password is set.

import type { Log } from '@bluebell/ble/core';
import { type Context, Hono } from 'hono';
import type { Doorkeeper } from '../access.ts';
import { messagePage, PAGE_HEADERS } from '../plain-page.ts';
import type { LinkState, SetupLink } from '../setup-link.ts';
import { donePage, LONGEST_PASSWORD, SHORTEST_PASSWORD, setupPage } from '../setup-page.ts';
import { type AnyContext, type Bindings, visitorOf } from '../visitor.ts';
import type { SessionKeeper } from './session.ts';

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

/** What they are made from. */
export interface SetupParts {
  readonly link: SetupLink;
  readonly user: string;
  readonly doorkeeper: Doorkeeper;
  /** Logs in who set the password. */
  readonly sessions?: SessionKeeper | undefined;
  readonly log: Log;
}

/** The routes. */
export function setupRoutes({ link, user, doorkeeper, sessions, log }: SetupParts) {
  const app = new Hono<{ Bindings: Bindings }>();
  const addressOf = (context: AnyContext) => doorkeeper.sender(visitorOf(context)).address;
  app.get('/', (context) => {
    const token = context.req.query('token') ?? '';
    const state = link.judge(token, addressOf(context));
    return state === 'good'
      ? context.body(setupPage(user, token), 200, PAGE_HEADERS)
      : refusal(context, state);
  });
  app.post('/', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const token = form.get('token') ?? '';
    const password = form.get('password') ?? '';
    const address = addressOf(context);
    const state = link.judge(token, address);
    if (state !== 'good') return refusal(context, state);
    const problem = problemOf(password, form.get('again') ?? '');
    if (problem !== undefined) {
      return context.body(setupPage(user, token, problem), 422, PAGE_HEADERS);
    }
    const outcome = await link.use(token, password, address);
    if (outcome !== 'good') return refusal(context, outcome);
    log.info('WEB_PASSWORD_SET', 'the first password was set');
    const login = await sessions?.login(visitorOf(context), { user, password });
    if (login && 'cookie' in login) context.header('Set-Cookie', login.cookie);
    return context.body(donePage(user), 200, PAGE_HEADERS);
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
