import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseRecord } from '@bluebell/ble/gatt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseFile } from './database-file.ts';

const RECORD: DatabaseRecord = {
  hash: '00112233445566778899aabbccddeeff',
  tellsOfChanges: true,
  services: [
    {
      uuid: '180f',
      startHandle: 1,
      endHandle: 4,
      includes: [{ uuid: '1801', startHandle: 9, endHandle: 9 }],
      characteristics: [
        {
          uuid: '2a19',
          handle: 2,
          valueHandle: 3,
          endHandle: 4,
          properties: ['read', 'notify'],
          descriptors: [{ uuid: '2902', handle: 4 }],
        },
      ],
    },
  ],
};

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-databases-'));
  path = join(folder, 'gatt-cache.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('DatabaseFile', () => {
  it('finds what was saved, at once and after a restart', async () => {
    const file = await DatabaseFile.open(path);
    const saving = file.save('public A4:C1:38:00:00:01', RECORD);
    expect(file.find('public A4:C1:38:00:00:01')).toMatchObject(RECORD);
    await saving;
    const again = await DatabaseFile.open(path);
    expect(again.find('public A4:C1:38:00:00:01')).toMatchObject(RECORD);
    expect(again.find('random A4:C1:38:00:00:01')).toBeUndefined();
  });

  it('forgets a device', async () => {
    const file = await DatabaseFile.open(path);
    await file.save('public A4:C1:38:00:00:01', RECORD);
    await file.remove('public A4:C1:38:00:00:01');
    expect((await DatabaseFile.open(path)).find('public A4:C1:38:00:00:01')).toBeUndefined();
  });

  it('keeps the last 64, so that it cannot grow for ever', async () => {
    const file = await DatabaseFile.open(path);
    for (let n = 0; n < 70; n++) void file.save(`public ${n}`, { ...RECORD, services: [] });
    await file.flush();
    const again = await DatabaseFile.open(path);
    expect([again.find('public 5'), again.find('public 6')]).toEqual([
      undefined,
      expect.anything(),
    ]);
  });

  it('begins anew where the file is damaged: all of it can be found out again', async () => {
    await writeFile(path, '{"version":1,"devices":[{"peer":7}]}');
    const file = await DatabaseFile.open(path);
    await file.save('public A4:C1:38:00:00:01', RECORD);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      devices: [{ hash: RECORD.hash }],
    });
  });
});
