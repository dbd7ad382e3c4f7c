import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_SCOPES, spelledOut } from '../guest.ts';
import { type ServedHub, serve } from '../served-hub.contract.ts';
import { problemDocument } from '../shapes/index.ts';
import type { OptionalPorts } from './ports.ts';
import { v1Routes } from './routes.ts';
import { ENDPOINTS } from './table.ts';

let hub: ServedHub;
beforeAll(async () => {
  hub = await serve();
});
afterAll(() => hub.close());

const SERVED = ENDPOINTS.filter(({ answer }) => answer).map(
  (endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const,
);

describe('scopes', () => {
  it.each(SERVED)('let nobody in who may do less: %s', async (_, { method, path, scope }) => {
    const smaller = scope === 'none' ? [] : ALL_SCOPES.slice(0, ALL_SCOPES.indexOf(scope));
    for (const own of smaller) {
      const answer = await ask(method, path, [own]);
      expect(answer.status).toBe(403);
      expect(problemDocument.parse(await answer.json()).code).toBe('SCOPE');
    }
    if (scope === 'none') return;
    expect((await ask(method, path, [scope])).status).not.toBe(403);
  });

  it('keep those who only read from changing anything', () => {
    for (const { method, scope, path } of ENDPOINTS) {
      if (method !== 'GET' && scope !== 'none') expect([path, scope]).not.toEqual([path, 'read']);
    }
  });
});

describe('parts that a hub lacks', () => {
  it.each([
    ['GET', '/events'],
    ['GET', '/keys'],
    ['GET', '/configuration'],
    ['GET', '/backups'],
    ['GET', '/demo'],
    ['GET', '/diagnosis'],
  ])('are said to be absent: %s %s', async (method, path) => {
    const answer = await ask(method, path, ['admin']);
    expect(answer.status).toBe(501);
    expect(problemDocument.parse(await answer.json())).toMatchObject({ code: 'NOT_AVAILABLE' });
  });
});

describe('a download', () => {
  it.runIf(process.platform === 'linux')(
    'that is only asked about leaves no file open',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bluebell-head-'));
      const path = join(folder, 'backups', 'bluebell-1.tar.gz');
      await mkdir(join(folder, 'backups'));
      await writeFile(path, 'x'.repeat(100));
      const api = {
        folder: {
          config: folder,
          state: folder,
          history: folder,
          cache: folder,
          origin: '--data' as const,
        },
      };
      const answer = await ask('HEAD', '/backups/bluebell-1.tar.gz', ['admin'], api);
      expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '100']);
      const names = await readdir('/proc/self/fd');
      const open = await Promise.all(
        names.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
      );
      expect(open).not.toContain(path);
      await rm(folder, { recursive: true });
    },
  );
});

function ask(
  method: string,
  path: string,
  scopes: readonly ('read' | 'control' | 'admin')[],
  api: OptionalPorts = {},
) {
  const { overview, requests, log } = hub;
  const parts = { overview, requests, log, clock: new VirtualClock(), isReady: () => true, api };
  const guest = { kind: 'token' as const, scopes: spelledOut(scopes), onEnd: () => () => {} };
  const request = new Request(`http://hub/api/v1${path.replace(/[{}]/g, '')}`, { method });
  return v1Routes(parts).fetch(request, { guest });
}
