// `bluebell cmd` against a hub that runs in this process.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('knows the password from the configuration', async () => {
    const hub = await runHub('web: {port: 0, password: secret}');
    expect((await ask('Status 3')).code).toBe(0);
    await expect(ask('Status 3', '--config', await configFile('web: {}'))).rejects.toThrow(
      /wants another password/,
    );
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
    const file = await configFile('web: {port: 1}');
    const asking = ask('Status', '--config', file);
    await expect(asking).rejects.toThrow(UnreachableError);
    await expect(asking).rejects.toThrow(
      "no hub answers at http://127.0.0.1:1: start one with 'bluebell run'",
    );
  });

  it('says so where something else answers', async () => {
    const other = createServer((_, response) => void response.end('<html>'));
    const port = await listenNear(other, { name: 'test', host: '127.0.0.1', port: 0 });
    const asking = ask('Status', '--config', await configFile(`web: {port: ${port}}`));
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
  await program.stderr.until(/WEB_LISTENS/);
  return {
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

async function configFile(text: string): Promise<string> {
  const file = join(folder, 'other.yaml');
  await writeFile(file, text);
  return file;
}
