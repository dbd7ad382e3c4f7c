import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../config/secret.ts';
import { ask, type RawAnswer, type RawRequest } from '../raw-request.contract.ts';
import { type ServedHub, type ServedOptions, serve } from '../served-hub.contract.ts';

const open: ServedHub[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const hub of open.splice(0).toReversed()) await hub.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const DAY_MS = 86_400_000;
const LOGIN = { user: 'admin', password: 'correct horse' };
const TOKEN = '0123456789abcdef';
const SESSION = '/api/v1/session';
const FORGET = '/api/v1/requests/device/forget';

describe('GET api/v1/session', () => {
  it('answers everybody, and says who is let in', async () => {
    const free = await start({ web: {} });
    expect(await free.facts()).toMatchObject({
      kind: 'open',
      scopes: ['read', 'control', 'admin'],
      needsLogin: false,
      hubId: '0123456789ab',
      version: '1.2.3',
      isDemo: false,
    });
    const locked = await start();
    expect(await locked.facts()).toMatchObject({
      kind: 'none',
      scopes: [],
      needsLogin: true,
      problem: 'WRONG_PASSWORD',
    });
    expect(await locked.facts({ authorization: `Bearer ${TOKEN}` })).toMatchObject({
      kind: 'token',
      scopes: ['read', 'control', 'admin'],
    });
    const basic = `Basic ${btoa('admin:correct horse')}`;
    expect(await locked.facts({ authorization: basic })).toMatchObject({
      kind: 'password',
      user: 'admin',
    });
  });
});

describe('a login', () => {
  it.each([
    ['user and password', LOGIN],
    ['the token of the configuration', { token: TOKEN }],
  ])('by %s begins a session, whose cookie opens all', async (_way, form) => {
    const { login, get } = await start();
    const { answer, cookie, csrf } = await login(form);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ kind: 'session', needsLogin: false });
    expect(answer.headers['set-cookie']).toMatch(
      /^bluebell_012345=[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
    );
    expect(csrf).toMatch(/^[\w-]{43}$/);
    expect(cookie).not.toContain(csrf);
    expect((await get('/api/v1/devices')).status).toBe(401);
    expect((await get('/api/v1/devices', { cookie })).status).toBe(200);
    expect((await get('/api/v1/devices', { cookie: `other=1; ${cookie}; x=y` })).status).toBe(200);
  });

  it('is refused with another password, to another page, and for what is no JSON', async () => {
    const { post } = await start();
    const wrong = await post(SESSION, { body: { ...LOGIN, password: 'x' } });
    expect([wrong.status, wrong.json.code]).toEqual([401, 'WRONG_PASSWORD']);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    const foreign = { origin: 'https://evil.example' };
    expect(await post(SESSION, { body: LOGIN, headers: foreign })).toMatchObject({ status: 403 });
    const form = { 'content-type': 'text/plain' };
    const text = JSON.stringify(LOGIN);
    expect(await post(SESSION, { body: text, headers: form })).toMatchObject({ status: 415 });
    expect(
      await post(SESSION, { body: '{', headers: { 'content-type': 'application/json' } }),
    ).toMatchObject({ status: 400 });
    for (const body of [{}, { user: 'admin' }, { ...LOGIN, token: TOKEN }, [], null, 7]) {
      expect(await post(SESSION, { body })).toMatchObject({ status: 422 });
    }
  });

  it('lets nobody guess: 429, with when to come again, also for who knows it then', async () => {
    const { clock, post } = await start();
    const guess = () => post(SESSION, { body: { ...LOGIN, password: 'x' } });
    const guesses = await Promise.all(Array.from({ length: 30 }, guess));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    const busy = guesses.filter(({ status }) => status === 429);
    expect(busy).toHaveLength(20);
    expect(busy[0]?.headers['retry-after']).toBe('60');
    expect(busy[0]?.json.code).toBe('TOO_MANY_GUESSES');
    expect(await post(SESSION, { body: LOGIN })).toMatchObject({ status: 429 });
    await clock.advance(60_000);
    expect(await post(SESSION, { body: LOGIN })).toMatchObject({ status: 200 });
  });
});

describe('a session', () => {
  it('changes nothing without the word that only our page knows', async () => {
    const { hub, login, post } = await start();
    const { cookie, csrf } = await login(LOGIN);
    const other = await login(LOGIN);
    const change = (headers: Record<string, string>) =>
      post(FORGET, { body: 'kitchen', headers: { cookie, ...headers } });
    for (const headers of [{}, { 'x-csrf-token': '' }, { 'x-csrf-token': other.csrf }]) {
      expect(await change(headers)).toMatchObject({ status: 403, json: { code: 'CSRF' } });
    }
    expect(await post('/cm?cmnd=Status', { headers: { cookie } })).not.toMatchObject({
      status: 200,
    });
    expect(hub.forgotten).toEqual([]);
    expect(await change({ 'x-csrf-token': csrf })).toMatchObject({ status: 200 });
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'http://evil.example/page' },
  ])('is of no use to a page of another’s: %j', async (headers) => {
    const { hub, login, get, post } = await start();
    const { cookie, csrf } = await login(LOGIN);
    const shown = { cookie, 'x-csrf-token': csrf, ...headers };
    expect(await post(FORGET, { body: 'kitchen', headers: shown })).toMatchObject({ status: 403 });
    expect(await get('/api/v1/devices', shown)).toMatchObject({ json: { code: 'FOREIGN_PAGE' } });
    expect(hub.forgotten).toEqual([]);
  });

  it('cannot be made up', async () => {
    const { get, login } = await start();
    const { cookie } = await login(LOGIN);
    const secret = cookie.replace(/.*=/, '');
    const { length } = secret;
    const made = ['', 'x', 'x'.repeat(length), secret.slice(1), `${secret}x`, '%00', '"a"'];
    for (const value of made) {
      const forged = { cookie: `bluebell_012345=${value}` };
      expect((await get('/api/v1/devices', forged)).status, value).toBe(401);
    }
    // Of another hub on this machine.
    expect((await get('/api/v1/devices', { cookie: `bluebell_543210=${secret}` })).status).toBe(
      401,
    );
  });

  it('outlives a restart of the hub, and is kept as a hash', async () => {
    const folder = await newFolder();
    const first = await start({ folder });
    const { cookie } = await first.login(LOGIN);
    await first.hub.close();
    const file = join(folder, 'sessions.json');
    expect(await readFile(file, 'utf8')).not.toContain(cookie.replace(/.*=/, ''));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const second = await start({ folder });
    expect((await second.get('/api/v1/devices', { cookie })).status).toBe(200);
    await second.hub.close();
    await writeFile(file, '{"version":1,"sessions":');
    const third = await start({ folder });
    expect((await third.get('/api/v1/devices', { cookie })).status).toBe(401);
    expect(third.hub.log.codes()).toContain('WEB_SESSIONS');
  });

  it('is over 30 days after its last use, and 90 days after its begin', async () => {
    const { clock, get, login } = await start();
    const idle = await login(LOGIN);
    await clock.advance(30 * DAY_MS - 1);
    expect((await get('/api/v1/devices', { cookie: idle.cookie })).status).toBe(200);
    for (let days = 30; days < 88; days += 29) {
      await clock.advance(29 * DAY_MS);
      expect((await get('/api/v1/devices', { cookie: idle.cookie })).status).toBe(200);
    }
    await clock.advance(2 * DAY_MS + 2);
    expect((await get('/api/v1/devices', { cookie: idle.cookie })).status).toBe(401);
    const other = await login(LOGIN);
    await clock.advance(30 * DAY_MS);
    expect((await get('/api/v1/devices', { cookie: other.cookie })).status).toBe(401);
  });

  it('ends with its logout, and no other one does', async () => {
    const { get, hub, login } = await start();
    const [one, two] = [await login(LOGIN), await login(LOGIN)];
    const leave = (headers: Record<string, string>) =>
      ask(hub.url, SESSION, { method: 'DELETE', headers });
    expect(await leave({ cookie: one.cookie })).toMatchObject({ status: 403 });
    const left = await leave({ cookie: one.cookie, 'x-csrf-token': one.csrf });
    expect(left.status).toBe(204);
    expect(left.headers['set-cookie']).toMatch(/^bluebell_012345=; Path=\/; Max-Age=0; /);
    expect((await get('/api/v1/devices', { cookie: one.cookie })).status).toBe(401);
    expect((await get('/api/v1/devices', { cookie: two.cookie })).status).toBe(200);
    expect(await leave({})).toMatchObject({ status: 204 });
  });

  it('ends when password, user or token change, at once and over a restart', async () => {
    const folder = await newFolder();
    const { get, hub, login } = await start({ folder });
    const [byPassword, byToken] = [await login(LOGIN), await login({ token: TOKEN })];
    const status = async ({ cookie }: { cookie: string }) =>
      (await get('/api/v1/devices', { cookie })).status;
    const rules = { user: 'admin', trusted: [], trusted_proxies: [] };
    hub.server.admit({ ...rules, password: new Secret('another one'), token: new Secret(TOKEN) });
    expect([await status(byPassword), await status(byToken)]).toEqual([401, 200]);
    const third = await login({ ...LOGIN, password: 'another one' });
    hub.server.admit({ ...rules, user: 'root', password: new Secret('another one') });
    expect([await status(third), await status(byToken)]).toEqual([401, 401]);
    hub.server.admit({ ...rules, password: new Secret('correct horse') });
    const fourth = await login(LOGIN);
    await hub.close();
    const later = await start({ folder, web: { password: 'battery staple' } });
    const { cookie } = fourth;
    expect((await later.get('/api/v1/devices', { cookie })).status).toBe(401);
  });

  it('makes room for the newest: there are 64 at most', async () => {
    const { get, login } = await start();
    const first = await login(LOGIN);
    const second = await login(LOGIN);
    await Promise.all(Array.from({ length: 63 }, () => login(LOGIN)));
    expect((await get('/api/v1/devices', { cookie: first.cookie })).status).toBe(401);
    expect((await get('/api/v1/devices', { cookie: second.cookie })).status).toBe(200);
  });
});

describe('an answer to who is not let in', () => {
  it('makes browsers ask their user, but not for what our page fetches', async () => {
    const { get } = await start();
    const challenge = async (headers: Record<string, string>) =>
      (await get('/api/v1/devices', headers)).headers['www-authenticate'];
    expect(await challenge({})).toMatch(/^Basic /);
    expect(await challenge({ 'sec-fetch-dest': 'document' })).toMatch(/^Basic /);
    expect(await challenge({ 'sec-fetch-dest': 'empty' })).toBeUndefined();
    expect(await challenge({ 'x-requested-with': 'bluebell' })).toBeUndefined();
  });

  it('lets no other page read it', async () => {
    const { get } = await start();
    const answer = await get('/api/v1/devices', { origin: 'https://evil.example' });
    expect(Object.keys(answer.headers).filter((name) => /allow-/.test(name))).toEqual([]);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it('is 431 for headers beyond measure, and the hub goes on', async () => {
    const { get } = await start();
    expect((await get('/api/v1/devices', { cookie: 'x'.repeat(20_000) })).status).toBe(431);
    expect((await get('/healthz')).status).toBe(200);
  });
});

async function start(options: ServedOptions = {}) {
  const clock = new VirtualClock();
  const web = { password: 'correct horse', token: TOKEN };
  const hub = await serve({ clock, web, ...options });
  open.push(hub);
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(hub.url, path, { headers });
  const post = (path: string, request: RawRequest) =>
    ask(hub.url, path, { method: 'POST', ...request });
  return {
    hub,
    clock,
    get,
    post,
    facts: async (headers: Record<string, string> = {}) => (await get(SESSION, headers)).json,
    login: async (form: unknown) => {
      const answer: RawAnswer = await post(SESSION, { body: form });
      const cookie = answer.headers['set-cookie']?.replace(/;.*/, '') ?? '';
      return { answer, cookie, csrf: String(answer.json.csrf) };
    },
  };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bluebell-session-'));
  folders.push(folder);
  return folder;
}
