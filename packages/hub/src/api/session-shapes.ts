// What the API says and takes of sessions and tokens. Schemas alone: they run in a browser, too.

import * as z from 'zod';

export const scope = z
  .enum(['read', 'control', 'admin'])
  .describe('read: sees all but secrets. control: commands, too. admin: everything.');
export type Scope = z.output<typeof scope>;

const name = z.string().min(1).max(64);
const time = z.iso.datetime({ offset: true });

/** Who is there: `GET api/v1/session`, which answers everybody. */
export const sessionFacts = z.object({
  kind: z.enum(['none', 'local', 'open', 'trusted', 'password', 'session', 'token']),
  user: z.string().optional(),
  scopes: z.array(scope),
  csrf: z.string().optional().describe('to send as X-CSRF-Token with whatever changes something'),
  needsLogin: z.boolean(),
  problem: z.string().optional().describe('why nobody is let in: the code of the refusal'),
  expiresAt: time.optional(),
  version: z.string(),
  hubId: z.string(),
  name: z.string(),
  isDemo: z.boolean(),
});
export type SessionFacts = z.output<typeof sessionFacts>;

/** `POST api/v1/session` */
export const loginForm = z.union([
  z.strictObject({ user: z.string().max(64), password: z.string().max(1024) }),
  z.strictObject({ token: z.string().min(1).max(1024) }),
]);
export type LoginForm = z.output<typeof loginForm>;

/** `POST api/v1/tokens` */
export const tokenForm = z.strictObject({
  name: name.describe('for people: what it is for'),
  scopes: z.array(scope).min(1).max(3),
  expiresAt: time.optional().describe('never, where it is left out'),
});
export type TokenForm = z.output<typeof tokenForm>;

/** A token in the list; what is shown itself is not kept. */
export const tokenItem = z.object({
  id: z.string(),
  name,
  scopes: z.array(scope),
  createdAt: time,
  expiresAt: time.optional(),
  isExpired: z.boolean(),
  lastUsedAt: time.optional().describe('since the hub started'),
});
export type TokenItem = z.output<typeof tokenItem>;

export const tokenList = z.object({ items: z.array(tokenItem) });

/** Once, when it is made. */
export const newToken = tokenItem.extend({ token: z.string() });
export type NewToken = z.output<typeof newToken>;
