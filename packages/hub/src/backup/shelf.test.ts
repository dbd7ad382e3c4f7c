import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupShelf } from './shelf.ts';

let state = '';
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'bluebell-shelf-'));
});
afterEach(() => rm(state, { recursive: true }));

describe('backupShelf', () => {
  it('is empty where there is no folder yet', async () => {
    expect(await backupShelf({ state }).list()).toEqual([]);
  });

  it('has archives alone: no other file, and nothing that points elsewhere', async () => {
    const folder = join(state, 'backups');
    await mkdir(join(folder, 'folder.tar.gz'), { recursive: true });
    await writeFile(join(folder, 'one.tar.gz'), 'x'.repeat(100_000));
    await writeFile(join(folder, '.hidden.tar.gz'), 'x');
    await writeFile(join(folder, 'notes.txt'), 'x');
    await writeFile(join(state, 'secret.tar.gz'), 'secret');
    await symlink(join(state, 'secret.tar.gz'), join(folder, 'link.tar.gz'));
    const shelf = backupShelf({ state });
    expect((await shelf.list()).map(({ file, bytes }) => [file, bytes])).toEqual([
      ['one.tar.gz', 100_000],
    ]);
    const opened = await shelf.open('one.tar.gz');
    expect(opened?.bytes).toBe(100_000);
    expect(await new Response(opened?.stream).text()).toHaveLength(100_000);
    const wrong = [
      'link.tar.gz',
      '../secret.tar.gz',
      '..\\secret.tar.gz',
      'folder.tar.gz',
      'no.tar.gz',
    ];
    for (const name of wrong) {
      expect(await shelf.open(name)).toBeUndefined();
      expect(await shelf.remove(name)).toBe(false);
    }
    expect(await shelf.remove('one.tar.gz')).toBe(true);
    expect(await shelf.list()).toEqual([]);
  });
});
