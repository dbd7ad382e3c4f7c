import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './raw-request.contract.ts';
import { type ServedHub, type ServedOptions, serve } from './served-hub.contract.ts';

const INDEX = '<!doctype html><title>bluebell</title>';
const SCRIPT = 'assets/index-AbCd1234.js';

let top = '';
let served: ServedHub | undefined;
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'bluebell-page-'));
  await mkdir(join(top, 'web/assets'), { recursive: true });
  await writeFile(join(top, 'secret.txt'), 'not for you');
  await writeFile(join(top, 'web/index.html'), INDEX);
  await writeFile(join(top, `web/${SCRIPT}`), 'as it is');
  await writeFile(join(top, `web/${SCRIPT}.br`), 'by brotli');
  await writeFile(join(top, `web/${SCRIPT}.gz`), 'by gzip');
  await writeFile(join(top, 'web/sw.js'), 'worker');
  await writeFile(join(top, 'web/manifest.webmanifest'), '{}');
  await writeFile(join(top, 'web/.built-from.json'), '{}');
  await symlink(join(top, 'secret.txt'), join(top, 'web/link.txt'));
  await symlink(top, join(top, 'web/up'));
});
afterEach(async () => {
  await served?.close();
  await rm(top, { recursive: true });
});

describe('the page', () => {
  it('is there for everybody, and what it shows is not', async () => {
    const get = await start({ web: { password: 'secret' } });
    const page = await get('/');
    expect([page.status, page.text]).toEqual([200, INDEX]);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect((await get('/api/v1/devices')).status).toBe(401);
    expect((await get('/metrics')).status).toBe(401);
  });

  it.each([
    [SCRIPT, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['manifest.webmanifest', 'application/manifest+json', 'no-cache'],
  ])('has %s as %s, kept: %s', async (path, type, caching) => {
    const get = await start();
    expect((await get(`/${path}`)).headers).toMatchObject({
      'content-type': type,
      'cache-control': caching,
    });
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br', 'by brotli'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'by gzip'],
    ['*', 'br', 'by brotli'],
    ['identity', undefined, 'as it is'],
    ['', undefined, 'as it is'],
    [';;,=,q=0,'.repeat(200), undefined, 'as it is'],
  ])('is sent as small as the browser takes it: %s', async (accepted, coding, text) => {
    const get = await start();
    const answer = await get(`/${SCRIPT}`, { headers: { 'accept-encoding': accepted } });
    expect(answer.text).toBe(text);
    expect(answer.headers['content-encoding']).toBe(coding);
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(answer.headers['content-length']).toBe(String(text.length));
  });

  it('is not sent again to who has it, in the coding that it has', async () => {
    const get = await start();
    const br = { 'accept-encoding': 'br' };
    const etag = (await get(`/${SCRIPT}`, { headers: br })).headers.etag ?? '';
    const again = await get(`/${SCRIPT}`, {
      headers: { ...br, 'if-none-match': `"x", W/${etag}` },
    });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag]);
    const other = await get(`/${SCRIPT}`, { headers: { 'if-none-match': etag } });
    expect([other.status, other.text]).toEqual([200, 'as it is']);
  });

  it('tells of a file without sending it, and lets nobody write one', async () => {
    const get = await start();
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(String(INDEX.length));
    const put = await get('/sw.js', { method: 'PUT', body: 'evil' });
    expect([put.status, put.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/index.html%00.js',
    '/%00',
    '/assets',
    '/assets/',
    '/link.txt',
    '/up/secret.txt',
    '/.built-from.json',
    '/%E0%A4%A',
    `/${SCRIPT}.br`,
    '/etc/passwd',
    '//etc/passwd',
    '/__proto__',
    '/constructor',
    `/${'a/'.repeat(2_000)}`,
  ])('has nothing outside of its folder, and nothing that was not built: %s', async (path) => {
    const get = await start();
    const answer = await get(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('not for you');
    expect(answer.headers['content-security-policy'] ?? '').not.toContain('script-src');
  });

  it('is not asked for by an address of another place', async () => {
    const get = await start();
    const absolute = await get(`http://evil.example/../${SCRIPT}`);
    expect(absolute.text).not.toContain('not for you');
    expect((await get(`file://${top}/secret.txt`)).text).not.toContain('not for you');
  });

  it('is found when it is built while the hub runs, and when it is built anew', async () => {
    const page = join(top, 'later');
    const get = await start({ page });
    expect((await get('/')).text).toContain('The dashboard is not built here');
    await mkdir(page);
    await writeFile(join(page, 'index.html'), INDEX);
    expect((await get('/')).text).toBe(INDEX);
    await rm(page, { recursive: true });
    await mkdir(page);
    await writeFile(join(page, 'index.html'), 'another');
    await writeFile(join(page, 'new.txt'), 'new');
    expect((await get('/')).text).toBe('another');
    expect((await get('/new.txt')).text).toBe('new');
  });

  it('is not there where a file went away, as the old ones do when it is built anew', async () => {
    const get = await start();
    expect((await get(`/${SCRIPT}`)).status).toBe(200);
    await rm(join(top, `web/${SCRIPT}`));
    expect((await get(`/${SCRIPT}`)).status).toBe(404);
  });

  it('leads into its folder, where a trusted proxy says that the slash is missing', async () => {
    const get = await start({ web: { trusted_proxies: ['127.0.0.1'] } });
    const missing = { 'x-forwarded-for': '127.0.0.1', 'x-original-uri': '/home/bluebell?a=b' };
    const answer = await get('/', { headers: missing });
    expect([answer.status, answer.headers.location]).toEqual([308, 'bluebell/']);
    for (const uri of ['/home/bluebell/', '/', '//evil.example', 'https://evil.example/x', '/..']) {
      const { status, headers } = await get('/', {
        headers: { ...missing, 'x-original-uri': uri },
      });
      expect([status, headers.location ?? ''].join(' ')).not.toContain('://');
      if (status === 308) expect(headers.location).toBe('evil.example/');
      else expect(status).toBe(200);
    }
    await served?.close();
    const stranger = await start();
    expect((await stranger('/', { headers: missing })).status).toBe(200);
  });
});

async function start(options: ServedOptions = {}) {
  const hub = await serve({ page: join(top, 'web'), ...options });
  served = hub;
  return (path: string, request: Parameters<typeof ask>[2] = {}) => ask(hub.url, path, request);
}
