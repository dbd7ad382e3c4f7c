import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { KeptJson } from './kept-json.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-kept-'));
  path = join(folder, 'numbers.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('KeptJson', () => {
  it('holds a change at once, and has it in the file when the change settles', async () => {
    const kept = await open();
    const writing = kept.change((all) => [...all, 1]);
    expect(kept.content).toEqual([1]);
    await writing;
    expect(await inFile()).toEqual([1]);
  });

  it('writes together what was changed meanwhile, all of it and in order', async () => {
    const kept = await open();
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const changes = numbers.map((n) => kept.change((all) => [...all, n]));
    await Promise.all(changes);
    expect(await inFile()).toEqual(numbers);
    // Whoever changed something before the write began waits for the same one.
    expect(new Set(changes).size).toBe(1);
  });

  it('keeps what another program wrote since', async () => {
    const kept = await open();
    await writeFile(path, '[7]');
    await kept.change((all) => [...all, 8]);
    expect(await inFile()).toEqual([7, 8]);
  });

  it('tells everybody whose change could not be written, and tries the next', async () => {
    const kept = await open();
    await writeFile(path, 'no JSON');
    const changes = [1, 2].map((n) => kept.change((all) => [...all, n]));
    const outcomes = await Promise.allSettled(changes);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await kept.flush();
    await rm(path);
    await kept.change((all) => [...all, 3]);
    expect(await inFile()).toEqual([3]);
    expect(kept.content).toEqual([1, 2, 3]);
  });
});

function open() {
  return KeptJson.open({ path, schema: z.array(z.number()), empty: [], remedy: 'remove it' });
}

async function inFile(): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
