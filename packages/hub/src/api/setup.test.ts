import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServedHub, type ServedOptions, serve as serveHub } from './served-hub.contract.ts';

const HOUR_MS = 3_600_000;

const open: ServedHub[] = [];
afterEach(async () => {
  for (const hub of open.splice(0).toReversed()) await hub.close();
});

describe('a server that is to let others in, and has no password', () => {
  it('lets nobody in before there is one', async () => {
    const { asked, hub } = await serve();
    expect(await asked('/api/v1/devices')).toBe(403);
    expect(await asked('/metrics')).toBe(403);
    expect(await asked('/healthz')).toBe(200);
    expect(hub.log.textOf('WEB_SETUP')).toMatch(/http:\/\/localhost:\d+\/setup\?token=[\w-]{32} /);
  });

  it('shows the page to who has the link, and sets the password once', async () => {
    const { asked, link, set } = await serve();
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    const html = await page.text();
    expect(html).toContain('<label for="password">');
    expect(html).not.toContain('<script');

    expect(await set('correct horse')).toBe(200);
    expect(await set('another one')).toBe(410);
    expect((await fetch(link)).status).toBe(410);
    expect(await asked('/api/v1/devices')).toBe(401);
    expect(await asked('/api/v1/devices', 'correct horse')).toBe(200);
    expect(await asked('/api/v1/devices', 'correct horse')).toBe(200);
    expect(await asked('/api/v1/devices', 'another one')).toBe(401);
  });

  it('leads to the dashboard, and logs in who set the password there', async () => {
    const { hub, link } = await serve();
    const url = new URL(link);
    const body = new URLSearchParams({
      token: url.searchParams.get('token') ?? '',
      password: 'correct horse',
      again: 'correct horse',
    });
    const answer = await fetch(`${url.origin}/setup`, { method: 'POST', body });
    expect(await answer.text()).toContain('<a href="./">Open the dashboard</a>');
    const cookie = answer.headers.get('set-cookie')?.replace(/;.*/, '') ?? '';
    const devices = await fetch(`${url.origin}/api/v1/devices`, { headers: { cookie } });
    expect(devices.status).toBe(200);
    expect(hub.log.codes()).toContain('WEB_PASSWORD_SET');
  });

  it('lets nobody who guesses links keep out who has the right one', async () => {
    const web = { host: '0.0.0.0', without_password: 'setup', trusted_proxies: ['127.0.0.1'] };
    const { link } = await serve({ web });
    const wrong = link.replace(/token=.*/, 'token=x');
    for (let n = 0; n < 10; n++) {
      expect((await fetch(wrong, from('203.0.113.9'))).status).toBe(403);
    }
    expect((await fetch(wrong, from('203.0.113.9'))).status).toBe(429);
    expect((await fetch(link, from('192.168.1.2'))).status).toBe(200);
  });

  it('takes no password that is short, or that was mistyped', async () => {
    const { asked, set } = await serve();
    expect(await set('short')).toBe(422);
    expect(await set('long enough', 'long enouhg')).toBe(422);
    expect(await asked('/api/v1/devices', 'short')).toBe(403);
    expect(await set('long enough')).toBe(200);
  });

  it('lets several who set one at once not all win', async () => {
    const { set } = await serve();
    const outcomes = await Promise.all([set('password one'), set('password two')]);
    expect(outcomes.toSorted()).toEqual([200, 410]);
  });

  it('forgets the link after an hour', async () => {
    const { clock, link, set } = await serve();
    await clock.advance(HOUR_MS - 1);
    expect((await fetch(link)).status).toBe(200);
    await clock.advance(1);
    expect((await fetch(link)).status).toBe(410);
    expect(await set('long enough')).toBe(410);
  });

  it('takes no other token, and looks at a few wrong ones only', async () => {
    const { link } = await serve();
    const wrong = link.replace(/token=.*/, 'token=<script>');
    for (let guess = 0; guess < 10; guess++) expect((await fetch(wrong)).status).toBe(403);
    expect((await fetch(wrong)).status).toBe(429);
    expect((await fetch(link)).status).toBe(429);
  });

  it('keeps the password over a restart, as what cannot be turned back into it', async () => {
    const { hub, set } = await serve();
    await set('correct horse');
    const file = join(hub.folder, 'access.json');
    expect(await readFile(file, 'utf8')).not.toContain('correct');
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const again = await serve({ folder: hub.folder });
    expect(again.link).toBe('');
    expect(await again.asked('/api/v1/devices', 'correct horse')).toBe(200);
    expect(await again.asked('/api/v1/devices', 'wrong')).toBe(401);
  });

  it('lets nobody in by mistake where the file is damaged', async () => {
    const { hub } = await serve();
    await writeFile(join(hub.folder, 'access.json'), '{"version":1,"password":{}}');
    const again = await serve({ folder: hub.folder });
    expect(again.hub.server.url).toBeUndefined();
    expect(again.hub.log.textOf('WEB')).toMatch(/access\.json is damaged: remove it/);
    expect(again.hub.overview.health().status).toBe('degraded');
  });
});

describe('a server that is to be open', () => {
  it('lets everybody in whose page is not a stranger’s', async () => {
    const { asked, hub } = await serve({ web: { host: '0.0.0.0', without_password: 'open' } });
    expect(await asked('/api/v1/devices')).toBe(200);
    expect(hub.log.codes()).toContain('WEB_OPEN');
    expect(hub.log.codes()).not.toContain('WEB_SETUP');
  });
});

describe('a server whose password is taken away while it listens', () => {
  it.each([
    ['open', 200, 'WEB_OPEN'],
    ['setup', 403, 'WEB_CLOSED'],
  ])('does what %s says of having none', async (without_password, status, code) => {
    const web = { host: '0.0.0.0', without_password, password: 'correct horse' };
    const { asked, hub } = await serve({ web });
    expect(await asked('/api/v1/devices')).toBe(401);
    expect(hub.log.codes()).not.toContain(code);
    hub.server.admit({ user: 'admin', trusted: [] });
    expect(await asked('/api/v1/devices')).toBe(status);
    expect(hub.log.codes()).toContain(code);
    expect(hub.log.codes()).not.toContain('WEB_SETUP');
  });
});

/** As a proxy says it. */
function from(address: string) {
  return { headers: { 'x-forwarded-for': address } };
}

async function serve(options: ServedOptions = {}) {
  const clock = new VirtualClock();
  const web = { host: '0.0.0.0', without_password: 'setup' };
  const hub = await serveHub({ clock, web, ...options });
  open.push(hub);
  const url = hub.url.replace('0.0.0.0', '127.0.0.1');
  const path = /\/setup\?token=\S+/.exec(hub.log.textOf('WEB_SETUP') ?? '')?.[0] ?? '';
  return {
    hub,
    clock,
    link: path && url + path,
    asked: async (page: string, password?: string): Promise<number> => {
      const headers: Record<string, string> = password
        ? { authorization: `Basic ${btoa(`admin:${password}`)}` }
        : {};
      return (await fetch(url + page, { headers })).status;
    },
    set: async (password: string, again = password): Promise<number> => {
      const token = path.replace(/.*token=/, '');
      const body = new URLSearchParams({ token, password, again });
      return (await fetch(`${url}/setup`, { method: 'POST', body })).status;
    },
  };
}
