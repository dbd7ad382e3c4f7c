import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransportError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-file.ts';

describe('writeAtomically', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
    path = join(folder, 'config.yaml');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes text and bytes, for their owner alone', async () => {
    await writeAtomically(path, 'größer');
    expect(await readFile(path, 'utf8')).toBe('größer');
    expect(await modeOf(path)).toBe(0o600);
    await writeAtomically(join(folder, 'bytes'), Uint8Array.of(0, 255), { mode: 0o644 });
    expect(await readFile(join(folder, 'bytes'))).toEqual(Buffer.of(0, 255));
    expect(await modeOf(join(folder, 'bytes'))).toBe(0o644);
  });

  it('keeps the previous version, and leaves nothing else behind', async () => {
    for (const text of ['one', 'two', 'three']) await writeAtomically(path, text);
    expect(await readFile(path, 'utf8')).toBe('three');
    expect(await readFile(`${path}~`, 'utf8')).toBe('two');
    expect((await readdir(folder)).sort()).toEqual(['config.yaml', 'config.yaml~']);
  });

  it('keeps no previous version where none is wanted', async () => {
    await writeAtomically(path, 'one');
    await writeAtomically(path, 'two', { keepsPrevious: false });
    expect(await readdir(folder)).toEqual(['config.yaml']);
  });

  it('keeps the rights that the file has', async () => {
    await writeFile(path, 'one');
    await chmod(path, 0o664);
    await writeAtomically(path, 'two');
    expect(await modeOf(path)).toBe(0o664);
    expect(await modeOf(`${path}~`)).toBe(0o664);
  });

  it('follows a link, and leaves it a link', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'file'), 'one');
    await symlink(join('real', 'file'), path);
    await writeAtomically(path, 'two');
    expect(await readFile(join(folder, 'real', 'file'), 'utf8')).toBe('two');
    expect(
      (await readdir(folder, { withFileTypes: true }))
        .find((entry) => entry.name === 'config.yaml')
        ?.isSymbolicLink(),
    ).toBe(true);
  });

  it('never shows half a file to those who read meanwhile', async () => {
    const versions = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(300_000));
    await writeAtomically(path, versions[0] ?? '');
    const writing = Promise.all(versions.map((text) => writeAtomically(path, text)));
    for (let i = 0; i < 20; i++) expect(versions).toContain(await readFile(path, 'utf8'));
    await writing;
    expect(versions).toContain(await readFile(path, 'utf8'));
    expect((await readdir(folder)).sort()).toEqual(['config.yaml', 'config.yaml~']);
  });

  it('leaves everything as it was where it cannot write', async () => {
    const inside = join(folder, 'folder');
    await mkdir(join(inside, 'x'), { recursive: true });
    const writing = writeAtomically(inside, 'one');
    await expect(writing).rejects.toThrow(TransportError);
    await expect(writing).rejects.toThrow(`${inside} cannot be written: `);
    expect(await readdir(folder)).toEqual(['folder']);
    await expect(writeAtomically(join(folder, 'no', 'x'), 'one')).rejects.toThrow(
      'there is no such file or folder (ENOENT)',
    );
  });
});

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}
