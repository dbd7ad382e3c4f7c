import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { instanceId } from './instance-id.ts';

const folders: string[] = [];
let state = '';

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'bluebell-id-'));
  folders.push(state);
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe('instanceId', () => {
  it('is made up once, and kept', async () => {
    const made = await instanceId({ state });
    expect(made).toMatch(/^[0-9a-f]{12}$/);
    expect(await instanceId({ state })).toBe(made);
    expect(await readFile(join(state, 'instance-id'), 'utf8')).toBe(`${made}\n`);
  });

  it('is another one in another folder', async () => {
    const other = await mkdtemp(join(tmpdir(), 'bluebell-id-'));
    folders.push(other);
    expect(await instanceId({ state: other })).not.toBe(await instanceId({ state }));
  });

  it('is made anew where the file holds something else', async () => {
    await writeFile(join(state, 'instance-id'), 'kitchen');
    const made = await instanceId({ state });
    expect(made).toMatch(/^[0-9a-f]{12}$/);
    expect(await instanceId({ state })).toBe(made);
  });

  it('is readable by its owner alone', async () => {
    await instanceId({ state });
    expect((await stat(join(state, 'instance-id'))).mode & 0o077).toBe(0);
  });
});
