import { request } from 'node:http';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { ComponentHealth } from './health.ts';
import { readExposition } from './metrics/strict-exposition.contract.ts';
import { type ServedHub, type ServedOptions, serve as serveHub } from './served-hub.contract.ts';

let served: ServedHub | undefined;
afterEach(() => served?.close());

const BROKEN: ComponentHealth = {
  name: 'mqtt',
  status: 'degraded',
  sinceMs: 0,
  detail: 'no broker',
  nextStep: 'start one',
};
const DEAF: ComponentHealth = { ...BROKEN, name: 'radio:sim', status: 'down' };

describe('the server', () => {
  it('tells whoever asks that it is alive, and no more', async () => {
    const { get } = await serve({ web: { password: 'secret' } });
    expect(await get('/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await get('/readyz')).toMatchObject({ status: 200, json: { status: 'ok' } });
  });

  it('is ready while it hears something', async () => {
    const parts: ComponentHealth[] = [BROKEN];
    let isReady = false;
    const { get } = await serve({ health: [{ health: () => parts }], isReady: () => isReady });
    expect(await get('/readyz')).toMatchObject({ status: 503, json: { status: 'starting' } });
    isReady = true;
    expect(await get('/readyz')).toMatchObject({ status: 200, json: { status: 'degraded' } });
    parts.push(DEAF);
    expect(await get('/readyz')).toMatchObject({ status: 503, json: { status: 'down' } });
    parts.push({ ...DEAF, name: 'radio:hci:0', status: 'ok' });
    expect(await get('/readyz')).toMatchObject({ status: 200, json: { status: 'degraded' } });
  });

  it('tells of each part how it is, since when, and what to do', async () => {
    const { get } = await serve({ health: [{ health: () => [BROKEN] }] });
    const { json } = await get('/api/health');
    expect(json).toMatchObject({
      status: 'degraded',
      components: [
        {
          name: 'mqtt',
          status: 'degraded',
          detail: 'no broker',
          nextStep: 'start one',
          since: '1970-01-01T00:00:00.000+00:00',
        },
        { name: 'web', status: 'ok' },
      ],
    });
  });

  it('greets a browser with how it is, as text, under whatever path it stands', async () => {
    const detail = '<script>alert(1)</script>';
    const { hub } = await serve({ health: [{ health: () => [{ ...BROKEN, detail }] }] });
    const response = await fetch(`${hub.url}/`);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toContain('<script');
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)).toEqual([
      'api/v1/devices',
      'api/health',
      'metrics',
    ]);
  });

  it('shows its front to nobody without the password', async () => {
    const { hub } = await serve({ web: { password: 'secret' } });
    expect((await fetch(`${hub.url}/`)).status).toBe(401);
  });

  it('gives its numbers to Prometheus, and as OpenMetrics to who asks for that', async () => {
    const { hub } = await serve();
    const plain = await fetch(`${hub.url}/metrics`);
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = readExposition(await plain.text(), 'prometheus');
    expect(families.get('bluebell_adverts_total')?.samples[0]?.value).toBe(100);
    const headers = { accept: 'application/openmetrics-text; version=1.0.0' };
    const open = await fetch(`${hub.url}/metrics`, { headers });
    expect(open.headers.get('content-type')).toMatch(/^application\/openmetrics-text/);
    expect(readExposition(await open.text(), 'openmetrics').has('bluebell_adverts')).toBe(true);
  });

  it('keeps single devices out of its numbers where that is wanted', async () => {
    const { hub } = await serve({ web: { device_metrics: false } });
    const text = await (await fetch(`${hub.url}/metrics`)).text();
    expect(text).toContain('bluebell_devices 2');
    expect(text).not.toContain('A4C138000001');
  });

  it('lists devices', async () => {
    const { get } = await serve();
    const { json } = await get('/api/v1/devices');
    expect(json).toMatchObject({
      items: [
        { id: 'A4C138000001', name: 'kitchen', vendor: 'Xiaomi', values: { temperature: 21.5 } },
        { id: 'A4C138000002', fault: 'missing_key' },
      ],
    });
    expect(await get('/api/v1/devices/a4c138000001')).toMatchObject({ json: { name: 'kitchen' } });
  });

  it.each([
    ['/nowhere', 404, 'NOT_FOUND'],
    ['/api/v1/devices/A4C138000009', 404, 'UNKNOWN_DEVICE'],
    ['/api/v1/nothing', 404, 'NOT_FOUND'],
  ])('answers %s with a problem document', async (path, status, code) => {
    const { hub, get } = await serve();
    expect(await get(path)).toMatchObject({ status, json: { status, code, instance: path } });
    const response = await fetch(hub.url + path);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('does requests, and says of those it does not do why', async () => {
    const { post, hub } = await serve();
    expect(await post('device/forget', '{"device":"kitchen","transaction":[1,{"a":2}]}')).toEqual({
      status: 200,
      json: {
        status: 'ok',
        data: { device: 'A4:C1:38:00:00:01', forgotten: true },
        transaction: [1, { a: 2 }],
      },
    });
    expect(hub.forgotten).toEqual(['A4C138000001']);
    expect(await post('device/forget', '{"device":"attic","colour":1}')).toMatchObject({
      status: 400,
      json: { code: 'BAD_ARGUMENTS', detail: 'unknown field "colour"' },
    });
    expect(await post('device/forget', 'garage')).toMatchObject({ status: 404 });
    expect(await post('fly', '')).toMatchObject({ status: 404, json: { code: 'UNKNOWN_REQUEST' } });
    expect(await post('backup', '')).toMatchObject({ status: 501 });
    expect(await post('status', 'x'.repeat(70_000))).toMatchObject({ status: 413 });
  });

  it('lets nobody in without password or token, where there are any', async () => {
    const token = '0123456789abcdef';
    const { hub } = await serve({ web: { password: 'se:cret', token } });
    const asked = (authorization?: string) =>
      fetch(`${hub.url}/api/v1/devices`, { headers: authorization ? { authorization } : {} });
    const refused = await asked();
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /);
    expect((await asked(`Basic ${btoa('admin:se:cret')}`)).status).toBe(200);
    expect((await asked(`Bearer ${token}`)).status).toBe(200);
    expect((await asked(`Bearer ${token}0`)).status).toBe(401);
    expect((await fetch(`${hub.url}/metrics`)).status).toBe(401);
  });

  it('stops looking at wrong passwords, and yet takes the token', async () => {
    const clock = new VirtualClock();
    const token = '0123456789abcdef';
    const { hub } = await serve({ web: { password: 'secret', token }, clock });
    const asked = async (authorization: string) =>
      (await fetch(`${hub.url}/api/health`, { headers: { authorization } })).status;
    const guesses = Array.from({ length: 10 }, (_, n) => asked(`Basic ${btoa(`admin:${n}`)}`));
    expect(await Promise.all(guesses)).toEqual(Array(10).fill(401));
    expect(await asked(`Basic ${btoa('admin:secret')}`)).toBe(429);
    expect(await asked(`Bearer ${token}`)).toBe(200);
    await clock.advance(60_000);
    expect(await asked(`Basic ${btoa('admin:secret')}`)).toBe(200);
  });

  it('does nothing for pages of others, even with the password that the browser sends along', async () => {
    const { hub } = await serve({ web: { password: 'secret' } });
    const authorization = `Basic ${btoa('admin:secret')}`;
    const url = `${hub.url}/api/v1/requests/device/forget`;
    expect(await postAs(url, 'kitchen', { authorization, origin: 'https://evil.example' })).toBe(
      403,
    );
    expect(await postAs(url, 'kitchen', { authorization, 'sec-fetch-site': 'cross-site' })).toBe(
      403,
    );
    expect(hub.forgotten).toEqual([]);
    expect(await postAs(url, 'kitchen', { authorization, origin: hub.url })).toBe(200);
  });

  it('does nothing for a name that leads here, where there is no password', async () => {
    const { hub } = await serve();
    const url = `${hub.url}/api/v1/requests/device/forget`;
    expect(await postAs(url, 'kitchen', { host: 'evil.example' })).toBe(403);
    expect(hub.forgotten).toEqual([]);
  });

  it('lets trusted addresses in, and nobody else', async () => {
    const trusting = await serve({ web: { trusted: ['127.0.0.1'] } });
    expect(await trusting.get('/api/v1/devices')).toMatchObject({ status: 200 });
    await trusting.hub.close();
    const other = await serve({ web: { trusted: ['172.30.32.2'] } });
    expect(await other.get('/api/v1/devices')).toMatchObject({
      status: 403,
      json: { code: 'NO_PASSWORD_YET' },
    });
  });
});

async function serve(options: ServedOptions = {}) {
  const hub = await serveHub(options);
  served = hub;
  return {
    hub,
    get: async (path: string) => answerOf(await fetch(hub.url + path)),
    post: async (name: string, body: string) =>
      answerOf(await fetch(`${hub.url}/api/v1/requests/${name}`, { method: 'POST', body })),
  };
}

async function answerOf(response: Response): Promise<{ status: number; json: unknown }> {
  return { status: response.status, json: await response.json() };
}

/** `fetch` does not let a program choose these headers. */
function postAs(url: string, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end(body);
  });
}
