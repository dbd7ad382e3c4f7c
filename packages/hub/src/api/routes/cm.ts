// `/cm?cmnd=Status%208`: a command by HTTP, as Tasmota takes it.

import { Hono } from 'hono';
import type { Answer } from '../../commands/index.ts';
import type { Doorkeeper, Refusal } from '../access.ts';
import { type Guest, mayDo } from '../guest.ts';
import { type AnyContext, type Bindings, type Credentials, visitorOf } from '../visitor.ts';

/** What carries a command out. */
export interface CmDispatcher {
  runLine(line: string): Promise<readonly Answer[]>;
}

/** What those get who are not let in, in Tasmota's words where it has any. */
const REFUSALS: Readonly<
  Record<Refusal | 'scope', readonly [status: 401 | 403 | 429, message: string]>
> = {
  wrong: [401, 'Need user=<username>&password=<password>'],
  busy: [429, 'Too many wrong passwords: wait a minute'],
  foreign: [403, 'Without a password only programs of this machine are let in: set web.password'],
  csrf: [403, 'Commands of a session need the header X-CSRF-Token'],
  scope: [403, 'This needs a token with the scope control'],
  unset: [403, 'There is no password yet: open the link in the log of the hub'],
};

/** The routes. */
export function cmRoutes(dispatcher: CmDispatcher, doorkeeper: Doorkeeper) {
  const app = new Hono<{ Bindings: Bindings }>();
  app.on(['GET', 'POST'], '/', async (context) => {
    const parameters = await parametersOf(context);
    const written = credentialsIn(parameters);
    // Whatever the method: a command may change everything.
    const visitor = { ...visitorOf(context), isChange: true };
    const verdict = await doorkeeper.judge(
      written ? { ...visitor, credentials: written, isAmbient: false } : visitor,
    );
    context.header('Cache-Control', 'no-store');
    const refusal = verdict.admission !== 'welcome' ? verdict.admission : scopeOf(verdict.guest);
    if (refusal) {
      const [status, WARNING] = REFUSALS[refusal];
      return context.json({ WARNING }, status);
    }
    const line = parameters.get('cmnd') ?? '';
    if (line.trim() === '') return context.json({ WARNING: 'Enter command cmnd=' });
    return jsonText(context, merged(await dispatcher.runLine(line)));
  });
  return app;
}

/** What is wrong with what somebody may do who was let in. */
function scopeOf(guest: Guest): 'scope' | undefined {
  return mayDo(guest, 'control') ? undefined : 'scope';
}

/** Those of the address, and those of a form. */
async function parametersOf(context: AnyContext): Promise<URLSearchParams> {
  const parameters = new URL(context.req.url).searchParams;
  const isForm = context.req
    .header('content-type')
    ?.startsWith('application/x-www-form-urlencoded');
  if (context.req.method !== 'POST' || !isForm) return parameters;
  for (const [name, value] of new URLSearchParams(await context.req.text())) {
    parameters.append(name, value);
  }
  return parameters;
}

/** In the address, as Tasmota has them. */
function credentialsIn(parameters: URLSearchParams): Credentials | undefined {
  const [user, password] = [parameters.get('user'), parameters.get('password')];
  return password === null ? undefined : { user: user ?? '', password };
}

/** All answers as one object. They are put together as they are: what they hold is written already. */
function merged(answers: readonly Answer[]): string {
  return `{${answers.map(({ json }) => json.slice(1, -1)).join(',')}}`;
}

function jsonText(context: AnyContext, json: string): Response {
  return context.body(json, 200, { 'Content-Type': 'application/json' });
}
