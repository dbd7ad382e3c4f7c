import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, type RawRequest } from '../raw-request.contract.ts';
import { type ServedHub, serve } from '../served-hub.contract.ts';

const open: ServedHub[] = [];
afterEach(async () => {
  for (const hub of open.splice(0).toReversed()) await hub.close();
});

const ADMIN = { authorization: `Basic ${btoa('admin:secret')}` };
const TOKENS = '/api/v1/tokens';
const DEVICES = '/api/v1/devices';
const COMMAND = '/cm?cmnd=Status';
const FORGET = '/api/v1/requests/device/forget';

describe('tokens', () => {
  it('are shown once, and kept as what cannot be turned back into them', async () => {
    const { hub, make, call } = await start();
    const made = await make({ name: 'Grafana', scopes: ['read'] });
    expect(made.token).toMatch(/^bluebell_[\w-]{43}$/);
    const { json, headers } = await call(TOKENS, { headers: ADMIN });
    expect(headers['cache-control']).toBe('no-store');
    expect(json).toEqual({
      items: [
        {
          id: made.id,
          name: 'Grafana',
          scopes: ['read'],
          createdAt: '1970-01-01T00:00:00.000+00:00',
          isExpired: false,
        },
      ],
    });
    const file = await readFile(join(hub.folder, 'access.json'), 'utf8');
    expect(file).not.toContain(made.token);
    expect(file).not.toContain(made.token.replace('bluebell_', ''));
  });

  it('let do what their scopes say, and no more', async () => {
    const { hub, make, call } = await start();
    const tokens = {
      read: (await make({ name: 'r', scopes: ['read'] })).token,
      control: (await make({ name: 'c', scopes: ['control'] })).token,
      admin: (await make({ name: 'a', scopes: ['admin'] })).token,
    };
    const statuses = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return [
        (await call(DEVICES, { headers })).status,
        (await call(COMMAND, { headers })).status,
        (await call(FORGET, { method: 'POST', body: 'kitchen', headers })).status,
        (await call(TOKENS, { headers })).status,
      ];
    };
    expect(await statuses(tokens.read)).toEqual([200, 403, 403, 403]);
    expect(await statuses(tokens.control)).toEqual([200, 200, 403, 403]);
    expect(hub.forgotten).toEqual([]);
    expect(await statuses(tokens.admin)).toEqual([200, 200, 200, 200]);
    const headers = { authorization: `Bearer ${tokens.read}` };
    const refused = await call(FORGET, { method: 'POST', headers });
    expect(refused.json).toMatchObject({ code: 'SCOPE', status: 403 });
  });

  it('count no more once they are deleted, or over, and their sessions neither', async () => {
    const { clock, make, call } = await start();
    const gone = await make({ name: 'gone', scopes: ['control'] });
    const short = await make({
      name: 'short',
      scopes: ['read'],
      expiresAt: '1970-01-01T02:00:00+01:00',
    });
    const session = await call('/api/v1/session', { method: 'POST', body: { token: gone.token } });
    expect(session.json).toMatchObject({ kind: 'session', scopes: ['read', 'control'] });
    const cookie = session.headers['set-cookie']?.replace(/;.*/, '') ?? '';
    const statuses = async () => [
      (await call(DEVICES, { headers: { authorization: `Bearer ${gone.token}` } })).status,
      (await call(DEVICES, { headers: { authorization: `Bearer ${short.token}` } })).status,
      (await call(DEVICES, { headers: { cookie } })).status,
    ];
    expect(await statuses()).toEqual([200, 200, 200]);
    const path = `${TOKENS}/${gone.id}`;
    expect((await call(path, { method: 'DELETE', headers: ADMIN })).status).toBe(204);
    expect((await call(path, { method: 'DELETE', headers: ADMIN })).status).toBe(404);
    expect(await statuses()).toEqual([401, 200, 401]);
    await clock.advance(3_600_000);
    expect(await statuses()).toEqual([401, 401, 401]);
    const { items } = (await call(TOKENS, { headers: ADMIN })).json;
    expect(items).toMatchObject([{ name: 'short', isExpired: true }]);
  });

  it('throw nobody out who logged in with something else, however often they log in', async () => {
    const { make, call } = await start();
    const login = async (body: unknown) => {
      const { headers } = await call('/api/v1/session', { method: 'POST', body });
      return headers['set-cookie']?.replace(/;.*/, '') ?? '';
    };
    const owner = await login({ user: 'admin', password: 'secret' });
    const { token } = await make({ name: 'x', scopes: ['read'] });
    const cookies: string[] = [];
    for (let n = 0; n < 70; n++) cookies.push(await login({ token }));
    const status = async (cookie = '') => (await call(DEVICES, { headers: { cookie } })).status;
    expect(await status(owner)).toBe(200);
    expect(await status(cookies.at(-1))).toBe(200);
    expect(await status(cookies.at(-8))).toBe(200);
    expect(await status(cookies.at(-9))).toBe(401);
  });

  it('outlive a restart', async () => {
    const { hub, make } = await start();
    const { token } = await make({ name: 'x', scopes: ['read'] });
    const again = await start(hub.folder);
    const headers = { authorization: `Bearer ${token}` };
    expect((await again.call(DEVICES, { headers })).status).toBe(200);
  });

  it('are not made by who may not, by whom another page drives, or of nonsense', async () => {
    const { call } = await start();
    const form = { name: 'x', scopes: ['read'] };
    const post = (headers: Record<string, string>, body: unknown = form) =>
      call(TOKENS, { method: 'POST', body, headers });
    expect((await post({})).status).toBe(401);
    expect((await post({ ...ADMIN, origin: 'http://evil.example' })).status).toBe(403);
    const wrong = [
      { ...form, name: '' },
      { ...form, scopes: [] },
      { ...form, scopes: ['root'] },
      { ...form, expiresAt: 'tomorrow' },
      { ...form, expiresAt: '1969-12-31T00:00:00Z' },
      { ...form, more: 1 },
    ];
    for (const body of wrong) expect((await post(ADMIN, body)).status).toBe(422);
    const many = await Promise.all(Array.from({ length: 70 }, () => post(ADMIN)));
    expect(many.filter(({ status }) => status === 201)).toHaveLength(64);
    expect(many.at(-1)?.json).toMatchObject({ code: 'TOO_MANY_TOKENS' });
  });

  it('that count no more are no way in where there is no password either', async () => {
    const { call } = await start(undefined, {});
    expect((await call(DEVICES)).status).toBe(200);
    const headers = { authorization: 'Bearer bluebell_revoked' };
    expect((await call(DEVICES, { headers })).status).toBe(401);
  });
});

async function start(
  folder?: string,
  web: Readonly<Record<string, unknown>> = { password: 'secret' },
) {
  const clock = new VirtualClock();
  const dispatcher = { runLine: () => Promise.resolve([]) };
  const hub = await serve({ clock, web, dispatcher, ...(folder !== undefined && { folder }) });
  open.push(hub);
  const call = (path: string, request: RawRequest = {}) => ask(hub.url, path, request);
  return {
    hub,
    clock,
    call,
    make: async (form: unknown) => {
      const { status, json } = await call(TOKENS, { method: 'POST', body: form, headers: ADMIN });
      expect(status).toBe(201);
      return { id: String(json.id), token: String(json.token) };
    },
  };
}
