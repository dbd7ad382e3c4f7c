import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransportError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FILE_LIMIT, readSmallFile } from './read-file.ts';

describe('readSmallFile', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the content, up to its limit', async () => {
    const content = new Uint8Array(FILE_LIMIT).fill(7);
    await writeFile(join(folder, 'x'), content);
    expect(Buffer.compare(await readSmallFile(join(folder, 'x')), content)).toBe(0);
  });

  it('refuses what is larger, and what has no end', async () => {
    await writeFile(join(folder, 'x'), new Uint8Array(FILE_LIMIT + 1));
    await expect(readSmallFile(join(folder, 'x'))).rejects.toThrow('is larger than 16384 KiB');
    if (process.platform !== 'linux') return;
    await expect(readSmallFile('/dev/zero')).rejects.toThrow('is larger than 16384 KiB');
  });

  it('names a file that is not there', async () => {
    const reading = readSmallFile(join(folder, 'x'));
    await expect(reading).rejects.toThrow(TransportError);
    await expect(reading).rejects.toThrow('/x cannot be read: there is no such file');
  });
});
