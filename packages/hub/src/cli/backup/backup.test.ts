import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, systemClock } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { ExitCode, exitCodeOf } from '../exit.ts';
import { FakeProgram } from '../fake-terminal.contract.ts';
import { backupOf } from './backup-of-hub.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bluebell-backup-'));
  for (const name of ['a', 'a/config', 'a/state', 'b']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'a/config/config.yaml'), 'mqtt: { password: hush }\n');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('bluebell backup and restore', () => {
  it('carry a home to another machine, and say what was left out', async () => {
    const file = join(root, 'home.tar.gz');
    const making = new FakeProgram();
    expect(await making.run('backup', file, '--data', join(root, 'a'))).toBe(0);
    expect(making.stdout.text).toContain(`${file}: 1 kB, without keys and passwords`);
    expect(making.stdout.text).toContain('left out: config/config.yaml: mqtt.password');

    const restoring = new FakeProgram();
    expect(await restoring.run('restore', file, '--data', join(root, 'b'))).toBe(0);
    expect(restoring.stdout.text).toContain('put back 1 files of ');
    expect(restoring.stdout.text).toContain(
      'enter these anew\n  config/config.yaml: mqtt.password',
    );
    expect(readFileSync(join(root, 'b/config/config.yaml'), 'utf8')).toContain('mqtt');
  });

  it('tell programs the same in JSON', async () => {
    const making = new FakeProgram();
    await making.run('backup', '--data', join(root, 'a'), '--keys', '--json');
    const { path, removed } = JSON.parse(making.stdout.text);
    expect(removed).toEqual([]);
    const restoring = new FakeProgram();
    await restoring.run('restore', path, '--data', join(root, 'b'), '--json');
    expect(JSON.parse(restoring.stdout.text)).toMatchObject({
      manifest: { hasKeys: true },
      before: [],
    });
    expect(readFileSync(join(root, 'b/config/config.yaml'), 'utf8')).toContain('hush');
  });

  it('are of this machine, and refuse where another one is named', async () => {
    const file = join(root, 'home.tar.gz');
    const env = { BLUEBELL_URL: 'http://me:hush@attic:8032', BLUEBELL_DATA: join(root, 'a') };
    for (const command of ['backup', 'restore']) {
      const program = new FakeProgram({ env });
      const error: unknown = await program.run(command, file).catch((thrown: unknown) => thrown);
      expect(exitCodeOf(error)).toBe(ExitCode.usage);
      expect(String(error)).toMatch(/BLUEBELL_URL names a hub of another machine.*--data/);
    }
    const meant = new FakeProgram({ env });
    expect(await meant.run('backup', file, '--data', join(root, 'a'))).toBe(0);
  });

  it('leave a file alone that is no backup', async () => {
    writeFileSync(join(root, 'letter.txt'), 'dear reader');
    const restoring = new FakeProgram().run(
      'restore',
      join(root, 'letter.txt'),
      '--data',
      join(root, 'a'),
    );
    await expect(restoring).rejects.toThrow('letter.txt cannot be put back: it is no backup');
  });
});

describe('backupOf', () => {
  it('makes a backup of a hub that runs, in its folder for backups', async () => {
    const folder = {
      config: join(root, 'a/config'),
      state: join(root, 'a/state'),
      history: join(root, 'a/history'),
      cache: join(root, 'a/cache'),
      origin: '--data',
    } as const;
    const store = openStore(folder, { clock: systemClock, log: silentLog, history: undefined });
    const { path, bytes, removed } = await backupOf(folder, store).backup({
      withKeys: false,
      withHistory: false,
    });
    store.close();
    expect(path).toMatch(/a\/state\/backups\/bluebell-\d{8}T\d{6}Z\.tar\.gz$/);
    expect(readFileSync(path)).toHaveLength(bytes);
    expect(removed).toEqual(['config/config.yaml: mqtt.password']);
  });
});
