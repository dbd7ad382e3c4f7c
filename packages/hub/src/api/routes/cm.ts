// `/cm?cmnd=Status%208`: a command by HTTP, as Tasmota takes it.

import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Answer } from '../commands/index.ts';
import type { Access, Admission, Credentials } from './access.ts';

/** What carries a command out. */
export interface CmDispatcher {
  runLine(line: string): Promise<readonly Answer[]>;
}

/** More than any command may have. */
const LONGEST_BODY = 64 * 1024;

/** What those get who are not let in, in Tasmota's words where it has any. */
const REFUSALS: Readonly<
  Record<Exclude<Admission, 'welcome'>, readonly [status: 401 | 403 | 429, message: string]>
> = {
  wrong: [401, 'Need user=<username>&password=<password>'],
  busy: [429, 'Too many wrong passwords: wait a minute'],
  foreign: [403, 'Without a password only programs of this machine are let in: set web.password'],
};

/** The routes. */
export function cmRoutes(dispatcher: CmDispatcher, access: Access): Hono {
  const app = new Hono();
  app.on(['GET', 'POST'], '/cm', bodyLimit({ maxSize: LONGEST_BODY }), async (context) => {
    const parameters = await parametersOf(context);
    const admission = access.judge({
      credentials: credentialsIn(parameters, context.req.header('authorization')),
      host: context.req.header('host'),
      origin: context.req.header('origin'),
      fetchSite: context.req.header('sec-fetch-site'),
    });
    context.header('Cache-Control', 'no-store');
    if (admission !== 'welcome') {
      const [status, WARNING] = REFUSALS[admission];
      return context.json({ WARNING }, status);
    }
    const line = parameters.get('cmnd') ?? '';
    if (line.trim() === '') return context.json({ WARNING: 'Enter command cmnd=' });
    return jsonText(context, merged(await dispatcher.runLine(line)));
  });
  return app;
}

/** Those of the address, and those of a form. */
async function parametersOf(context: Context): Promise<URLSearchParams> {
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

/** In the address, as Tasmota has it, or in the header that browsers and tools send. */
function credentialsIn(
  parameters: URLSearchParams,
  authorization: string | undefined,
): Credentials | undefined {
  const [user, password] = [parameters.get('user'), parameters.get('password')];
  if (password !== null) return { user: user ?? '', password };
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** All answers as one object. They are put together as they are: what they hold is written already. */
function merged(answers: readonly Answer[]): string {
  return `{${answers.map(({ json }) => json.slice(1, -1)).join(',')}}`;
}

function jsonText(context: Context, json: string): Response {
  return context.body(json, 200, { 'Content-Type': 'application/json' });
}
