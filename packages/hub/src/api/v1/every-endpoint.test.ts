// The whole API of a real hub that hears the simulated home: every endpoint of the table is asked, and
// what it answers is compared with its shape, strictly.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FakeProgram } from '../../cli/fake-terminal.contract.ts';
import {
  backupMade,
  type DeviceItem,
  deviceList,
  eventList,
  problemDocument,
} from '../shapes/index.ts';
import type { Endpoint } from './endpoint.ts';
import { ENDPOINTS } from './table.ts';

const KEY = 'c0ffee00112233445566778899aabbcc';
const IRK = 'deadbeef00112233445566778899aabb';
const MI32 = `[{"MAC":"A4C138FFFF01","PID":"055b","key":"${KEY}","name":"attic"},\n {"MAC":"nonsense"}]`;

let folder = '';
let program: FakeProgram;
let running: Promise<number>;
let url = '';
let devices: readonly DeviceItem[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-api-'));
  const env = {
    BLUEBELL_DATA: folder,
    BLUEBELL_BROKER__PORT: '0',
    BLUEBELL_WEB__PORT: '0',
    BLUEBELL_MQTT__PASSWORD: undefined,
  };
  program = new FakeProgram({ env });
  running = program.run('run', '--demo');
  await program.stdout.until(/Dashboard +http:\S+\n/);
  // Somebody has measured, and somebody has pressed.
  await program.stdout.until(/temperature/);
  await program.stdout.until(/match successful/);
  url = /Dashboard +(http:\S+)\n/.exec(program.stdout.text)?.[1] ?? '';
  devices = deviceList.parse(await (await ask('GET', 'devices')).json()).items;
}, 60_000);

afterAll(async () => {
  program.stop.abort();
  await running;
  await rm(folder, { recursive: true });
});

/** What is sent to each endpoint. What makes things stands before what takes them away. */
const SAMPLES: readonly Sample[] = [
  ['GET /devices'],
  ['GET /devices/{id}', () => `devices/${sensor()}`],
  ['PATCH /devices/{id}', () => `devices/${sensor()}`, { area: 'Attic', offlineAfterS: 60 }],
  ['GET /devices/{id}/values', () => `devices/${sensor()}/values`],
  ['GET /devices/{id}/history', () => `devices/${sensor()}/history?quantity=temperature&points=7`],
  ['GET /devices/{id}/history/quantities', () => `devices/${sensor()}/history/quantities`],
  ['GET /devices/{id}/history.csv', () => `devices/${sensor()}/history.csv?quantity=temperature`],
  ['GET /devices/{id}/events', () => `devices/${sensor()}/events?limit=2`],
  ['GET /events', () => 'events?limit=2'],
  ['GET /devices/{id}/day', () => `devices/${sensor()}/day`],
  ['GET /day'],
  ['GET /health'],
  ['GET /status'],
  ['GET /problems'],
  ['GET /radios'],
  ['POST /radios/{name}/recover', () => 'radios/sim/recover', { step: 'restartScan' }],
  ['GET /diagnosis'],
  ['GET /devices/{id}/diagnosis', () => `devices/${sensor()}/diagnosis`],
  ['GET /keys'],
  ['PUT /keys/{address}', () => 'keys/a4c138ffff02', { key: KEY }],
  ['GET /keys/{address}/verification', () => 'keys/A4:C1:38:FF:FF:02/verification'],
  ['DELETE /keys/{address}', () => 'keys/A4:C1:38:FF:FF:02'],
  ['PUT /phones/{name}', () => 'phones/anna', { irk: IRK, awayAfterS: 60 }],
  ['GET /phones'],
  ['POST /phones/match', () => 'phones/match', { irk: IRK }],
  [
    'DELETE /phones/{name}',
    async () => {
      await ask('PUT', 'phones/carol', { address: 'A4:C1:38:FF:FF:03' });
      return 'phones/carol';
    },
  ],
  ['GET /commands'],
  ['POST /commands', () => 'commands', { line: 'Status 2' }],
  ['GET /requests'],
  [
    'POST /requests/{name}',
    () => 'requests/history/query',
    { device: 'Fern', quantity: 'moisture' },
  ],
  ['GET /configuration'],
  ['GET /configuration/schema'],
  [
    'PATCH /configuration',
    () => 'configuration',
    { changes: [{ path: ['log', 'level'], value: 'debug' }] },
  ],
  ['POST /backups', () => 'backups', {}],
  ['GET /backups'],
  ['GET /backups/{file}', async () => `backups/${await backup()}`],
  ['DELETE /backups/{file}', async () => `backups/${await backup()}`],
  ['POST /import/preview', () => 'import/preview', { text: MI32 }],
  ['POST /import', () => 'import', { text: MI32, choices: { devices: ['A4:C1:38:FF:FF:01'] } }],
  ['GET /homekit'],
  ['POST /packets/dissect', () => 'packets/dissect', { hex: '0201061416 95fe5030 5b05' }],
  ['GET /demo'],
  [
    'DELETE /devices/{id}',
    () => `devices/${devices.findLast(({ id }) => id !== sensor())?.id}?history=true`,
  ],
];

describe.sequential('every endpoint', () => {
  it('has a sample here, but for those served elsewhere and the switch of the simulated home', () => {
    const served = ENDPOINTS.filter(({ answer }) => answer).map(nameOf);
    const sampled = new Set(SAMPLES.map(([name]) => name));
    expect(served.filter((name) => !sampled.has(name))).toEqual(['POST /demo']);
  });

  it.each(SAMPLES.map(([name, path, body]) => ({ name, path, body })))(
    'answers in its shape: $name',
    async ({ name, path, body }) => {
      const endpoint = ENDPOINTS.find((one) => nameOf(one) === name);
      expect(endpoint).toBeDefined();
      const [method = ''] = name.split(' ');
      const where = path ? await path() : name.slice(method.length + 2);
      const answer = await ask(method, where, body);
      expect(`${answer.status} ${answer.ok ? '' : await answer.clone().text()}`).toBe('200 ');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      if (endpoint?.media === undefined) {
        endpoint?.response?.parse(await answer.json());
      } else {
        expect(answer.headers.get('content-type')).toContain(endpoint.media);
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(10);
      }
    },
  );

  it('is in a document that is valid OpenAPI 3.1', async () => {
    const answer = await fetch(new URL('api/openapi.json', url));
    const document = z.looseObject({ paths: z.record(z.string(), z.unknown()) });
    const text = await answer.text();
    const { paths } = document.parse(JSON.parse(text));
    expect(Object.keys(paths)).toHaveLength(new Set(ENDPOINTS.map(({ path }) => path)).size);
    const result = await new Validator().validate(JSON.parse(text));
    expect(result).toMatchObject({ valid: true });
    // Every part that is pointed at is there.
    const schemas = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
    );
    const { components } = JSON.parse(text) as { components: { schemas: object } };
    for (const name of schemas) expect(components.schemas).toHaveProperty([String(name)]);
    const etag = answer.headers.get('etag') ?? '';
    const again = await fetch(new URL('api/openapi.json', url), {
      headers: { 'If-None-Match': etag },
    });
    expect(again.status).toBe(304);
  });
});

describe('what is wrong', () => {
  it.each([
    ['GET', 'devices/nobody', undefined, 404, 'UNKNOWN_DEVICE', undefined],
    ['GET', 'devices/A4C138FFFFFF', undefined, 404, 'UNKNOWN_DEVICE', undefined],
    ['GET', 'devices?colour=red', undefined, 400, 'BAD_QUERY', ['colour']],
    ['GET', 'events?limit=0', undefined, 400, 'BAD_QUERY', ['limit']],
    ['GET', 'events?limit=1&limit=2', undefined, 400, 'BAD_QUERY', ['limit']],
    ['GET', 'events?from=yesterday', undefined, 400, 'BAD_QUERY', ['from']],
    ['GET', 'events?cursor=1e9', undefined, 400, 'BAD_QUERY', ['cursor']],
    ['GET', 'nowhere', undefined, 404, 'NOT_FOUND', undefined],
    ['PUT', 'devices', '{}', 405, 'METHOD_NOT_ALLOWED', undefined],
    ['POST', 'commands', '{"line":"Status","x":1}', 400, 'BAD_BODY', ['x']],
    ['POST', 'commands', '{"line":7}', 400, 'BAD_BODY', ['line']],
    ['POST', 'commands', '', 400, 'BAD_BODY', []],
    ['POST', 'commands', '{"line":\n  oops}', 400, 'MALFORMED_JSON', []],
    ['POST', 'requests/fly', '{}', 404, 'UNKNOWN_REQUEST', undefined],
    ['GET', 'backups/..%2f..%2fconfig%2fconfig.yaml', undefined, 404, 'NOT_FOUND', ['file']],
    ['GET', 'backups/..tar.gz', undefined, 404, 'NOT_FOUND', ['file']],
    ['DELETE', 'backups/%2e%2e%5cstate.tar.gz', undefined, 404, 'NOT_FOUND', ['file']],
    ['GET', 'backups/nothing.tar.gz', undefined, 404, 'UNKNOWN_BACKUP', undefined],
    ['PUT', `keys/A4C138FFFF02`, `{"key":"${KEY}00"}`, 400, 'BAD_BODY', ['key']],
    ['PUT', `keys/nobody`, `{"key":"${KEY}"}`, 404, 'NOT_FOUND', ['address']],
    ['PUT', 'phones/bridge', `{"irk":"${IRK}"}`, 422, 'CONFIG', undefined],
    ['PUT', 'phones/anna', '{}', 400, 'BAD_BODY', []],
    ['DELETE', 'phones/nobody', undefined, 404, 'UNKNOWN_PHONE', undefined],
    ['POST', 'packets/dissect', '{"hex":"0"}', 400, 'BAD_BODY', ['hex']],
    ['POST', 'demo', '{"isOn":"yes"}', 400, 'BAD_BODY', ['isOn']],
    [
      'PATCH',
      'configuration',
      '{"changes":[{"path":["nowhere"],"value":1}]}',
      422,
      'CONFIG',
      ['changes', 0, 'value'],
    ],
  ] as const)('is told with its place: %s %s', async (method, path, body, status, code, field) => {
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = problemDocument.parse(await answer.json());
    expect(problem).toMatchObject({ status, code });
    if (field) expect(problem.errors?.[0]?.path).toEqual(field);
    expect(JSON.stringify(problem)).not.toContain(KEY.slice(0, 12));
  });

  it('takes files over that come at once, and drops nothing that they do not have', async () => {
    const macs = ['A4C138FFFE01', 'A4C138FFFE02', 'A4C138FFFE03'];
    const asked = macs.map((mac) => {
      const text = `[{"MAC":"${mac}","PID":"055b","key":"${KEY}"}]`;
      return send('POST', 'import', JSON.stringify({ text, choices: { replace: true } }));
    });
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const names = await readdir(folder, { recursive: true });
    const file = names.find((name) => name.endsWith('mi32cfg')) ?? '';
    const entries = await readFile(join(folder, file), 'utf8');
    for (const mac of macs) expect(entries).toContain(mac);
  });

  it('has line and column where a body is no JSON', async () => {
    const answer = await send('POST', 'commands', '{"line":\n  oops}');
    const { errors } = problemDocument.parse(await answer.json());
    expect(errors).toEqual([expect.objectContaining({ line: 2, column: 3 })]);
  });

  it('is refused before it is read, where it is too large', async () => {
    expect(
      (await send('POST', 'commands', JSON.stringify({ line: 'x'.repeat(70_000) }))).status,
    ).toBe(413);
    expect(
      (await send('POST', 'import/preview', JSON.stringify({ text: ' '.repeat(2 ** 20 + 1) })))
        .status,
    ).toBe(400);
    expect(await chunked('commands', 'x'.repeat(70_000))).toBe(413);
  });

  it('is refused where it is no JSON by its type', async () => {
    const answer = await fetch(new URL('api/v1/commands', url), {
      method: 'POST',
      body: '{"line":"Status"}',
    });
    expect(answer.status).toBe(415);
  });

  it('is a change of what somebody else changed meanwhile', async () => {
    for (const [path, body] of [
      [`devices/${sensor()}`, { area: 'Cellar' }],
      ['configuration', { changes: [{ path: ['log', 'level'], value: 'warn' }] }],
    ] as const) {
      const etag = (await ask('GET', path)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]+"$/);
      expect((await ask('PATCH', path, body, { 'If-Match': '"old"' })).status).toBe(412);
      const changed = await ask('PATCH', path, body, { 'If-Match': etag });
      expect(changed.status).toBe(200);
      expect(changed.headers.get('etag')).not.toBe(etag);
      expect((await ask('PATCH', path, body, { 'If-Match': etag })).status).toBe(412);
    }
  });

  it('is told at the field of a device that it is about', async () => {
    const answer = await ask('PATCH', `devices/${sensor()}`, { name: 'a+b', area: 'Attic' });
    expect(answer.status).toBe(422);
    const { errors } = problemDocument.parse(await answer.json());
    expect(errors).toEqual([{ path: ['name'], message: expect.stringContaining('+') }]);
  });
});

describe('events', () => {
  it('come page by page, each once, the newest first', async () => {
    const all = eventList.parse(await (await ask('GET', 'events?limit=500')).json()).items;
    const to = encodeURIComponent(all[0]?.time ?? '');
    const seen: unknown[] = [];
    let next: string | undefined;
    do {
      const cursor: string = next === undefined ? '' : `&cursor=${next}`;
      const page = eventList.parse(
        await (await ask('GET', `events?limit=2&to=${to}${cursor}`)).json(),
      );
      seen.push(...page.items);
      next = page.next;
    } while (next !== undefined);
    // Those of the same moment that came in meanwhile are newer than what was asked for first.
    expect(seen.slice(-all.length)).toEqual(all);
  });
});

describe('commands', () => {
  it('are done once, however often they come with one key', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const first = await (await ask('POST', 'commands', { line: 'Power1' }, key)).text();
    expect(await (await ask('POST', 'commands', { line: 'Power1' }, key)).text()).toBe(first);
    const other = await ask('POST', 'commands', { line: 'Power2' }, key);
    expect(problemDocument.parse(await other.json()).code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('keys', () => {
  it('go in and never come out, of no endpoint and no log', async () => {
    const [holder] = devices;
    await ask('PUT', `keys/${holder?.id}`, { key: KEY });
    await ask('PUT', 'phones/anna', { irk: IRK });
    const config = await readFile(await configFile(), 'utf8');
    expect(config).toContain(KEY);
    for (const [name, path, body] of SAMPLES) {
      const [method = ''] = name.split(' ');
      if (method === 'DELETE' || name.includes('{file}')) continue;
      const where = path ? await path() : name.slice(method.length + 2);
      const text = (await (await ask(method, where, body)).text()).toLowerCase();
      for (const secret of [KEY, IRK]) expect(text).not.toContain(secret.slice(0, 12));
    }
    const printed = (program.stderr.text + program.stdout.text).toLowerCase();
    for (const secret of [KEY, IRK]) expect(printed).not.toContain(secret.slice(0, 12));
  }, 60_000);
});

type Sample = readonly [
  name: string,
  path?: () => string | Promise<string>,
  body?: Readonly<Record<string, unknown>>,
];

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}

function sensor(): string {
  return devices.find(({ values }) => values.temperature !== undefined)?.id ?? '';
}

async function backup(): Promise<string> {
  return backupMade.parse(await (await ask('POST', 'backups', {})).json()).file;
}

async function configFile(): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  return join(folder, names.find((name) => /(^|[\\/])config\.yaml$/.test(name)) ?? '');
}

function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  return send(method, path, body && JSON.stringify(body), headers);
}

function send(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return fetch(`${url}api/v1/${path}`, {
    method,
    headers: { ...type, ...headers },
    ...(body !== undefined && { body }),
  });
}

/** Without saying how long it will be. */
function chunked(path: string, body: string): Promise<number | undefined> {
  return new Promise((settle, fail) => {
    const headers = { 'Content-Type': 'application/json' };
    const asking = request(`${url}api/v1/${path}`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      settle(answer.statusCode);
    });
    asking.on('error', fail);
    asking.write(body.slice(0, 10_000));
    asking.end(body.slice(10_000));
  });
}
