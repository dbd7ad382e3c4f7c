import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureFile } from './capture-source.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('captureFile', () => {
  it('gives the bytes of a file in pieces, as often as they are asked for', async () => {
    const path = join(folder, 'a.pcap');
    const bytes = Uint8Array.from({ length: 150_000 }, (_, at) => at % 251);
    await writeFile(path, bytes);
    const source = await captureFile(path);
    expect(source).toMatchObject({ name: path, totalBytes: 150_000 });
    for (const _ of ['first', 'second']) {
      const pieces: Uint8Array[] = [];
      for await (const piece of source.chunks()) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(1);
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    }
  });

  it.each([
    ['missing.pcap', 'there is no such file'],
    ['.', 'it is a folder'],
  ])('says why it cannot read %s', async (name, reason) => {
    const opening = captureFile(join(folder, name));
    await expect(opening).rejects.toThrow(UsageError);
    await expect(opening).rejects.toThrow(reason);
  });
});
