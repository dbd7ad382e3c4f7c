import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, toHex, UsageError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CaptureCutter } from './cutter.ts';
import { BtsnoopWriter } from './write-btsnoop.ts';

const EVENT = fromHex('040e0401030c00');
const COMMAND = fromHex('01030c00');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('BtsnoopWriter', () => {
  it('writes what is read again', async () => {
    const path = join(folder, 'a.btsnoop');
    const capture = await BtsnoopWriter.create(path);
    await capture.append(COMMAND, 1_700_000_000_000, 'sent');
    await capture.append(EVENT, 1_700_000_000_001.5, 'received');
    await capture.close();
    expect(await recordsOf(path)).toEqual([
      `1700000000000 2 ${toHex(COMMAND)}`,
      `1700000000001.5 3 ${toHex(EVENT)}`,
    ]);
  });

  it('keeps the order of packets that nobody waited for', async () => {
    const path = join(folder, 'a.btsnoop');
    const packet = new Uint8Array(40_000).fill(2);
    {
      await using capture = await BtsnoopWriter.create(path);
      await Promise.all([1, 2, 3, 4, 5].map((time) => capture.append(packet, time, 'received')));
    }
    const times = (await recordsOf(path)).map((record) => record.split(' ')[0]);
    expect(times).toEqual(['1', '2', '3', '4', '5']);
  });

  it('has on flush written all there is', async () => {
    const path = join(folder, 'a.btsnoop');
    await using capture = await BtsnoopWriter.create(path);
    await capture.append(EVENT, 0, 'received');
    await capture.flush();
    expect(await recordsOf(path)).toHaveLength(1);
  });

  it('leaves a file that holds no packet but is a capture', async () => {
    const path = join(folder, 'a.btsnoop');
    await (await BtsnoopWriter.create(path)).close();
    expect(await recordsOf(path)).toEqual([]);
  });

  it('takes no harm from being closed twice, and then takes no packets', async () => {
    const capture = await BtsnoopWriter.create(join(folder, 'a.btsnoop'));
    await capture.close();
    await capture.close();
    await expect(capture.append(EVENT, 0, 'received')).rejects.toThrow(UsageError);
  });

  it.each([
    ['', 'it is a folder'],
    ['missing/a.btsnoop', 'there is no such file or folder'],
  ])('says why it cannot write %s', async (name, reason) => {
    await expect(BtsnoopWriter.create(join(folder, name))).rejects.toThrow(reason);
  });
});

async function recordsOf(path: string): Promise<readonly string[]> {
  const cutter = new CaptureCutter();
  const records = [...cutter.push(await readFile(path))];
  cutter.end();
  return records.map(({ timeMs, flags, data }) => `${timeMs} ${flags} ${toHex(data)}`);
}
