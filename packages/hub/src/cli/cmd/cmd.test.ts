// `bluebell cmd` against a hub that runs in this process.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@bluebell/ble/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listenNear } from '../../listen.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { FakeProgram } from '../fake-terminal.contract.ts';

// The program loads these when a command runs; here, before any test has to wait for it.
beforeAll(() => Promise.all([import('../run.ts'), import('./cmd.ts')]), 60_000);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-cmd-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('bluebell cmd', () => {
  it('asks the hub that runs, wherever it listens, and prints the answer', async () => {
    const hub = await runHub();
    const asked = await ask('MI32Option2', '1');
    expect(asked).toMatchObject({ code: 0, text: '{"MI32Option2":1}\n' });
    expect((await ask('Status 8')).text).toMatch(/^\{"StatusSNS":\{"Time":/);
    await hub.end();
  });

  it('ends with 1 where the hub refuses', async () => {
    const hub = await runHub();
    expect(await ask('MI32Key short')).toMatchObject({ code: 1, text: '{"Command":"Error"}\n' });
    expect(await ask('Nonsense')).toMatchObject({ code: 1, text: '{"Command":"Unknown"}\n' });
    await hub.end();
  });

  it('needs no password on the machine of the hub, and none of the web server', async () => {
    const locked = await runHub('web: {port: 0, password: secret}');
    expect((await ask('Status 3')).code).toBe(0);
    await locked.end();
    const without = await runHub('web: {enabled: false}');
    expect((await ask('Status 3')).code).toBe(0);
    await without.end();
  });

  it('asks a hub of another machine by its address, with its token', async () => {
    const hub = await runHub('web: {port: 0, token: 0123456789abcdef}');
    const asked = await ask('Status 3', '--url', hub.url, '--token', '0123456789abcdef');
    expect(asked).toMatchObject({ code: 0, text: '{"StatusLOG":{"TelePeriod":300}}\n' });
    await expect(ask('Status 3', '--url', hub.url)).rejects.toThrow(/wants its web.token/);
    await hub.end();
  });

  it('keeps what was set, over a restart of the hub', async () => {
    const first = await runHub();
    await ask('TelePeriod 60');
    await first.end();
    const second = await runHub();
    expect((await ask('TelePeriod')).text).toBe('{"TelePeriod":60}\n');
    await second.end();
  });

  it('says what to do where no hub runs', async () => {
    const asking = ask('Status');
    await expect(asking).rejects.toThrow(UnreachableError);
    await expect(asking).rejects.toThrow(/does not answer: start it with 'bluebell run'/);
    const elsewhere = ask('Status', '--url', 'http://127.0.0.1:1');
    await expect(elsewhere).rejects.toThrow(UnreachableError);
    await expect(ask('Status', '--url', 'attic')).rejects.toThrow(UsageError);
    await expect(ask('Status', '--url', 'http://me:100%@attic')).rejects.toThrow(UsageError);
  });

  it('says so where something else answers', async () => {
    const other = createServer((_, response) => void response.end('<html>'));
    const port = await listenNear(other, { name: 'test', host: '127.0.0.1', port: 0 });
    const asking = ask('Status', '--url', `http://127.0.0.1:${port}`);
    await expect(asking).rejects.toThrow(CommandError);
    await expect(asking).rejects.toThrow(/is no bluebell/);
    other.close();
  });
});

/** A hub that hears nothing, on ports of its own. */
async function runHub(web = 'web: {port: 0}') {
  await mkdir(join(folder, 'config'), { recursive: true });
  await writeFile(join(folder, 'config', 'config.yaml'), `radios: []\nbroker: {port: 0}\n${web}\n`);
  const program = new FakeProgram({ env: { BLUEBELL_DATA: folder } });
  const running = program.run('run', '--data', folder);
  await program.stderr.until(web.includes('false') ? /SOCKET_LISTENS/ : /WEB_LISTENS/);
  return {
    url: /http:\/\/127[\d.:]+/.exec(program.stderr.text)?.[0] ?? '',
    async end() {
      program.stop.abort();
      await running;
    },
  };
}

async function ask(...args: readonly string[]): Promise<{ code: number; text: string }> {
  const program = new FakeProgram({ env: { BLUEBELL_DATA: folder } });
  const code = await program.run('cmd', '--data', folder, ...args);
  return { code, text: program.stdout.text };
}
