import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from './raw-request.contract.ts';
import { type ServedHub, serve } from './served-hub.contract.ts';

let served: ServedHub | undefined;
afterEach(() => served?.close());

const DEVICES = '/api/v1/devices';
const SESSION = '/api/v1/session';
const PROXY = { trusted_proxies: ['127.0.0.0/8'] };
const LOGIN = { user: 'admin', password: 'secret' };

describe('a proxy', () => {
  it('that is not trusted cannot say who it speaks for', async () => {
    const { get } = await start({ trusted: ['192.168.1.2'], password: 'secret' });
    for (const headers of [
      { 'x-forwarded-for': '192.168.1.2' },
      { forwarded: 'for=192.168.1.2' },
      { 'x-real-ip': '192.168.1.2' },
    ]) {
      expect((await get(DEVICES, headers)).status).toBe(401);
    }
  });

  it('that is trusted says it, and what others wrote before it is not believed', async () => {
    const { get } = await start({ ...PROXY, trusted: ['192.168.1.2'], password: 'secret' });
    const status = async (headers: Record<string, string>) => (await get(DEVICES, headers)).status;
    expect(await status({ 'x-forwarded-for': '192.168.1.2' })).toBe(200);
    expect(await status({ 'x-forwarded-for': '192.168.1.2, 203.0.113.9' })).toBe(401);
    expect(await status({ 'x-forwarded-for': '203.0.113.9, 192.168.1.2' })).toBe(200);
    expect(await status({ forwarded: 'for="192.168.1.2:4711";proto=https' })).toBe(200);
    expect(await status({ forwarded: 'for=192.168.1.2, for=unknown' })).toBe(401);
    const both = { forwarded: 'for=192.168.1.2', 'x-forwarded-for': '203.0.113.9' };
    expect(await status(both)).toBe(401);
  });

  it('that is trusted, and let in by itself too, does not let in everybody', async () => {
    const { get } = await start({ ...PROXY, trusted: ['127.0.0.1'], password: 'secret' });
    expect((await get(DEVICES)).status).toBe(200);
    expect((await get(DEVICES, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
    expect((await get(DEVICES, { 'x-forwarded-for': 'unknown' })).status).toBe(401);
    expect((await get(DEVICES, { 'x-forwarded-proto': 'https' })).status).toBe(401);
  });

  it('does not make guesses of many out of those of one', async () => {
    const { login } = await start({ ...PROXY, password: 'secret' });
    const guess = (address: string) =>
      login({ ...LOGIN, password: 'x' }, { 'x-forwarded-for': address });
    for (let n = 0; n < 10; n++) expect((await guess('203.0.113.9')).status).toBe(401);
    expect((await guess('203.0.113.9')).status).toBe(429);
    expect((await guess('198.51.100.1, 203.0.113.9')).status).toBe(429);
    expect((await guess('203.0.113.10')).status).toBe(401);
  });

  it('that is not trusted gives nobody more guesses', async () => {
    const { login } = await start({ password: 'secret' });
    const guess = (n: number) =>
      login({ ...LOGIN, password: 'x' }, { 'x-forwarded-for': `203.0.113.${n}` });
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401);
    expect((await guess(99)).status).toBe(429);
  });

  it('that speaks TLS makes the cookie one for TLS, if it is trusted', async () => {
    const tls = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    const { login } = await start({ ...PROXY, password: 'secret' });
    expect((await login(LOGIN, tls)).headers['set-cookie']).toMatch(/; Secure$/);
    expect((await login(LOGIN, {})).headers['set-cookie']).not.toContain('Secure');
    await served?.close();
    const other = await start({ password: 'secret' });
    expect((await other.login(LOGIN, tls)).headers['set-cookie']).not.toContain('Secure');
  });

  it('may be reached by another name than it asks the hub by', async () => {
    const { login } = await start({ ...PROXY, password: 'secret' });
    const origin = 'https://bluebell.example';
    const host = { 'x-forwarded-host': 'bluebell.example', 'x-forwarded-for': '203.0.113.9' };
    expect((await login(LOGIN, { origin })).status).toBe(403);
    expect((await login(LOGIN, { origin, ...host })).status).toBe(200);
    expect((await login(LOGIN, { origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await login(LOGIN, { origin: 'https://evil.example', ...host })).status).toBe(403);
  });

  it('makes no programs of this machine out of strangers, where there is no password', async () => {
    const { get } = await start({});
    expect((await get(DEVICES)).status).toBe(200);
    expect((await get(DEVICES, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
    await served?.close();
    const { get: ask2 } = await start(PROXY);
    expect((await ask2(DEVICES, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
    expect((await ask2(DEVICES, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(200);
    const rebound = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'evil.example' };
    expect((await ask2(DEVICES, rebound)).status).toBe(403);
  });
});

describe('an address that is let in without a password', () => {
  it.each([
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { referer: 'http://evil.example/' },
  ])('is of no use to a page of another’s that its browser shows: %j', async (headers) => {
    const { hub, get, forget } = await start({ trusted: ['127.0.0.1'] });
    expect((await get(DEVICES, headers)).json).toMatchObject({ code: 'FOREIGN_PAGE' });
    expect((await forget(headers)).status).toBe(403);
    expect(hub.forgotten).toEqual([]);
  });

  it('is Home Assistant’s ingress, under whatever name the browser reached that', async () => {
    const { hub, get, forget } = await start({ trusted: ['127.0.0.1'] });
    const ingress = {
      host: 'home.example',
      'x-forwarded-for': '192.168.1.50',
      'x-forwarded-host': 'home.example',
      'x-forwarded-proto': 'https',
      'x-ingress-path': '/api/hassio_ingress/abc',
    };
    expect((await get(SESSION, ingress)).json).toMatchObject({
      kind: 'trusted',
      needsLogin: false,
      scopes: ['read', 'control', 'admin'],
    });
    expect((await forget({ ...ingress, origin: 'https://home.example' })).status).toBe(200);
    const foreign = await forget({ ...ingress, origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(hub.forgotten).toHaveLength(1);
  });
});

async function start(web: Readonly<Record<string, unknown>>) {
  const hub = await serve({ web, clock: new VirtualClock() });
  served = hub;
  return {
    hub,
    get: (path: string, headers: Record<string, string> = {}) => ask(hub.url, path, { headers }),
    login: (body: unknown, headers: Record<string, string>) =>
      ask(hub.url, SESSION, { method: 'POST', body, headers }),
    forget: (headers: Record<string, string>) =>
      ask(hub.url, '/api/v1/requests/device/forget', {
        method: 'POST',
        body: 'kitchen',
        headers,
      }),
  };
}
