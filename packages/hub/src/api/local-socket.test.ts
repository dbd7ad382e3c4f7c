import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenLocally } from './local-socket.ts';
import { serve } from './served-hub.contract.ts';
import { findSocket, placeSocket } from './socket-place.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-socket-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the socket of a hub', () => {
  it('lets its owner in, and nobody else, with no password', async () => {
    const hub = await serve({ folder, web: { password: 'secret' } });
    const path = await findSocket({ state: folder });
    expect(path).toBe(join(folder, 'hub.sock'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await ask(path, '/api/v1/devices')).toBe(200);
    await hub.close();
    await expect(stat(path)).rejects.toThrow(/ENOENT/);
  });

  it('is there where the web server is not wanted', async () => {
    const hub = await serve({ folder, web: { enabled: false } });
    expect(hub.server.url).toBeUndefined();
    expect(await ask(await findSocket({ state: folder }), '/readyz')).toBe(200);
    await hub.close();
  });

  it('takes the place of one that was left behind', async () => {
    // A socket that nobody listens on any more: its server is gone, and did not find it to remove it.
    const gone = createServer().listen({ path: join(folder, 'gone.sock') });
    await once(gone, 'listening');
    await rename(join(folder, 'gone.sock'), join(folder, 'hub.sock'));
    await new Promise((resolve) => gone.close(resolve));
    const hub = await serve({ folder });
    expect(await ask(join(folder, 'hub.sock'), '/healthz')).toBe(200);
    await hub.close();
  });

  it('does not take that of a hub that runs', async () => {
    const hub = await serve({ folder });
    const other = createServer();
    await expect(listenLocally(other, { state: folder })).rejects.toThrow(/another hub listens/);
    expect(await ask(join(folder, 'hub.sock'), '/healthz')).toBe(200);
    await hub.close();
  });

  it('is elsewhere where the name of the folder is too long for one', async () => {
    const state = join(folder, 'x'.repeat(90));
    await mkdir(state);
    const hub = await serve({ folder: state });
    const path = await findSocket({ state });
    expect(path).not.toContain('xxx');
    expect((await readFile(join(state, 'hub.sock.path'), 'utf8')).trim()).toBe(path);
    expect(await ask(path, '/healthz')).toBe(200);
    await hub.close();
    await expect(stat(join(path, '..'))).rejects.toThrow(/ENOENT/);
    await expect(stat(join(state, 'hub.sock.path'))).rejects.toThrow(/ENOENT/);
  });

  it('is a pipe on Windows, the same for every way to write the folder', async () => {
    const one = await placeSocket({ state: '/Data/State' }, {}, 'win32');
    const other = await findSocket({ state: '/data/state/' }, 'win32');
    expect(one.path).toMatch(/^\\\\\.\\pipe\\bluebell-[0-9a-f]{32}$/);
    expect(other).toBe(one.path);
  });
});

function ask(socketPath: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
