import { request } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type MemoryHub, memoryHub } from '../../commands/memory-hub.contract.ts';
import type { Credentials } from '../access.ts';
import { type ServedHub, serve as serveHub } from '../served-hub.contract.ts';

let server: ServedHub | undefined;
afterEach(() => server?.close());

describe('/cm', () => {
  it('does a command, and answers as MQTT does', async () => {
    const { get, hub } = await serve();
    expect(await get('/cm?cmnd=MI32Option2%201')).toBe('200 {"MI32Option2":1}');
    expect(await get('/cm?cmnd=Publish%20a/b%20c+d')).toBe('200 {"Publish":"Done"}');
    expect(hub.done).toEqual(['publish a/b c d']);
  });

  it('keeps decimals as they are written', async () => {
    const { get } = await serve();
    expect(await get('/cm?cmnd=Status%208')).toContain('"DewPoint":10.0,');
  });

  it('puts several answers into one object', async () => {
    const { get } = await serve();
    expect(await get('/cm?cmnd=Power0')).toBe(
      '200 {"POWER1":"OFF","POWER2":"OFF","POWER3":"OFF","POWER4":"OFF"}',
    );
    const all: unknown = JSON.parse((await get('/cm?cmnd=Status%200')).slice(4));
    expect(Object.keys(Object(all))).toHaveLength(10);
    expect(await get('/cm?cmnd=Backlog%20Power1%201%3BPower2%201')).toBe('200 {}');
  });

  it('takes a form too', async () => {
    const { url } = await serve();
    const body = new URLSearchParams({ cmnd: 'Status 3' });
    const response = await fetch(`${url}/cm`, { method: 'POST', body });
    expect(await response.text()).toBe('{"StatusLOG":{"TelePeriod":300}}');
  });

  it('asks for a command where there is none, and knows no other page', async () => {
    const { get } = await serve();
    expect(await get('/cm')).toBe('200 {"WARNING":"Enter command cmnd="}');
    expect(await get('/cm?cmnd=%20')).toBe('200 {"WARNING":"Enter command cmnd="}');
    expect(await get('/cn')).toMatch(/^404/);
  });

  it('wants user and password where there are any, in the address or in the header', async () => {
    const { get, url, hub } = await serve({ user: 'admin', password: 'se:cret' });
    const refused = '401 {"WARNING":"Need user=<username>&password=<password>"}';
    expect(await get('/cm?cmnd=MI32Cfg')).toBe(refused);
    expect(await get('/cm?cmnd=MI32Cfg&user=admin&password=guess')).toBe(refused);
    expect(await get('/cm?cmnd=MI32Cfg&password=se:cret')).toBe(refused);
    expect(hub.done).toEqual([]);
    expect(await get('/cm?user=admin&password=se:cret&cmnd=MI32Cfg')).toMatch(/^200/);
    const headers = { authorization: `Basic ${btoa('admin:se:cret')}` };
    expect((await fetch(`${url}/cm?cmnd=MI32Cfg`, { headers })).status).toBe(200);
    expect(hub.done).toEqual(['save', 'save']);
  });

  it('looks at some wrong passwords only, and at the right one again after a while', async () => {
    const { get, hub } = await serve({ user: 'admin', password: 'secret' });
    const wrong = '/cm?cmnd=MI32Cfg&user=admin&password=guess';
    const right = '/cm?cmnd=MI32Cfg&user=admin&password=secret';
    for (let guess = 0; guess < 10; guess++) expect(await get(wrong)).toMatch(/^401/);
    expect(await get(wrong)).toMatch(/^429/);
    expect(await get(right)).toMatch(/^429/);
    await hub.clock.advance(60_000);
    expect(await get(right)).toMatch(/^200/);
  });

  it.each([
    ['a name that leads here', { host: 'evil.example' }],
    ['a name that looks like an address', { host: '127.evil.example:80' }],
    ['another page', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('does nothing for %s, where there is no password', async (_, headers) => {
    const { url, hub } = await serve();
    expect(await statusOf(`${url}/cm?cmnd=MI32Cfg`, headers)).toBe(403);
    expect(hub.done).toEqual([]);
  });

  it('takes no command of a browser that does not say which page it is from', async () => {
    const { url, hub } = await serve({ user: 'admin', password: 'secret' });
    // A picture on a page of another's, which has it leave out `Referer`: without TLS nothing else is sent.
    const browser = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)',
      authorization: `Basic ${btoa('admin:secret')}`,
    };
    expect(await statusOf(`${url}/cm?cmnd=MI32Cfg`, browser)).toBe(403);
    expect(await statusOf(`${url}/cm?cmnd=MI32Cfg&user=admin&password=secret`, browser)).toBe(200);
    expect(await statusOf(`${url}/cm?cmnd=MI32Cfg`, { ...browser, referer: `${url}/` })).toBe(200);
    const typed = { ...browser, 'sec-fetch-site': 'none' };
    expect(await statusOf(`${url}/cm?cmnd=MI32Cfg`, typed)).toBe(200);
    expect(hub.done).toEqual(['save', 'save', 'save']);
  });

  it('refuses bodies without end', async () => {
    const { url, hub } = await serve();
    const body = new URLSearchParams({ cmnd: `Publish a ${'x'.repeat(70_000)}` });
    expect((await fetch(`${url}/cm`, { method: 'POST', body })).status).toBe(413);
    expect(hub.done).toEqual([]);
  });

  it('answers JSON to whatever is asked', async () => {
    const { get } = await serve();
    const anyQuery = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }).map((text) => encodeURIComponent(text)),
      fc.stringMatching(/^(%[\da-f]{2}|[\w &=+;#"']){0,40}$/),
    );
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const answer = await get(`/cm?cmnd=${query}`);
        expect(answer).toMatch(/^200 /);
        expect(JSON.parse(answer.slice(4))).toBeTypeOf('object');
      }),
      { numRuns: 100 },
    );
  });
});

/** A server on a port of its own. */
async function serve(credentials?: Credentials): Promise<{
  readonly hub: MemoryHub;
  readonly url: string;
  readonly get: (path: string) => Promise<string>;
}> {
  const hub = memoryHub();
  const { dispatcher, clock } = hub;
  server = await serveHub({ dispatcher, clock, web: { ...credentials } });
  const { url } = server;
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return `${response.status} ${await response.text()}`;
  };
  return { hub, url, get };
}

/** `fetch` does not let a program choose these headers. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
