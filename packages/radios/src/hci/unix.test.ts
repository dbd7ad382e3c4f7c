import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransportError, UsageError } from '@bluebell/ble/core';
import { transportContract } from '@bluebell/ble/hci/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { farSideOf } from './far-side.contract.ts';
import { openUnix } from './unix.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

transportContract('unix', async () => {
  const path = join(folder, 'controller 1?x');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const transport = await openUnix(path);
  const [socket] = await accepted;
  server.close();
  return { transport, far: farSideOf(socket, () => socket.destroy()) };
});

describe('openUnix', () => {
  it('says when there is no such socket', async () => {
    const path = join(folder, 'missing');
    const opening = openUnix(path);
    await expect(opening).rejects.toThrow(TransportError);
    await expect(opening).rejects.toThrow(`unix:${path}: there is no such socket`);
  });

  it('says when the path is that of something else', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    await expect(openUnix(path)).rejects.toThrow(`unix:${path}: nobody listens on it`);
  });

  it('asks for a path', async () => {
    await expect(openUnix('')).rejects.toThrow(UsageError);
  });
});
