// `/api/v1/tokens`: tokens for programs. What is shown when one is made is not kept, and not shown again.

import type { Clock } from '@bluebell/ble/core';
import { Hono } from 'hono';
import { isoTime } from '../../iso-time.ts';
import { requireScope } from '../guard.ts';
import { jsonOf } from '../json-body.ts';
import { type KeptToken, MOST_TOKENS, type NamedTokens } from '../named-tokens.ts';
import { problem } from '../problem.ts';
import { type NewToken, type TokenItem, tokenForm } from '../session-shapes.ts';

/** The routes. */
export function tokenRoutes(tokens: NamedTokens, clock: Clock) {
  const app = new Hono();
  app.use(requireScope('admin'));
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  const itemOf = (token: KeptToken): TokenItem => {
    const { id, name, scopes, createdMs, expiresMs } = token;
    const usedMs = tokens.usedMs(id);
    return {
      id,
      name,
      scopes,
      createdAt: isoTime(createdMs) ?? '',
      isExpired: tokens.isExpired(token),
      ...(expiresMs !== undefined && { expiresAt: isoTime(expiresMs) }),
      ...(usedMs !== undefined && { lastUsedAt: isoTime(usedMs) }),
    };
  };
  app.get('/', (context) => context.json({ items: tokens.all.map(itemOf) }));
  app.post('/', async (context) => {
    const form = await jsonOf(context, tokenForm);
    if ('refusal' in form) return form.refusal;
    const { name, scopes, expiresAt } = form.value;
    const expiresMs = expiresAt === undefined ? undefined : Date.parse(expiresAt);
    if (expiresMs !== undefined && expiresMs <= clock.now()) {
      const errors = [{ path: ['expiresAt'], message: 'is over already' }];
      const detail = 'Such a token would be of no use.';
      return problem(context, { status: 422, code: 'BAD_ARGUMENTS', detail, errors });
    }
    const made = await tokens.create({ name, scopes, expiresMs });
    if (!made) {
      const detail = `There are ${MOST_TOKENS} tokens already: delete one that is not needed.`;
      return problem(context, { status: 409, code: 'TOO_MANY_TOKENS', detail });
    }
    const shown: NewToken = { ...itemOf(made.kept), token: made.token };
    return context.json(shown, 201);
  });
  app.delete('/:id', async (context) => {
    if (await tokens.remove(context.req.param('id'))) return context.body(null, 204);
    const detail = 'No token has this id: GET /api/v1/tokens lists all.';
    return problem(context, { status: 404, code: 'UNKNOWN_TOKEN', detail });
  });
  return app;
}
