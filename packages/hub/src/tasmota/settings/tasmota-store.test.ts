import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, UsageError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadableLog } from '../../sinks/readable-log.contract.ts';
import { FRESH } from './fresh-settings.contract.ts';
import { TasmotaStore } from './tasmota-store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-tasmota-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('TasmotaStore', () => {
  it('keeps what was set, and only that, readable by its owner alone', async () => {
    const store = await open();
    expect(store.values).toEqual(FRESH);
    store.change({ telePeriodS: 60 });
    store.change({ isFahrenheit: true });
    await store.flush();

    const path = join(folder, 'tasmota.json');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      telePeriodS: 60,
      isFahrenheit: true,
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await open({ ...FRESH, topic: 'attic' })).values).toEqual({
      ...FRESH,
      topic: 'attic',
      telePeriodS: 60,
      isFahrenheit: true,
    });
  });

  it('tells who listens what was changed, when it is', async () => {
    const store = await open();
    const told: unknown[] = [];
    store.onChange((changed) => told.push(changed, store.values.topic));
    store.change({ topic: 'attic' });
    expect(told).toEqual([{ topic: 'attic' }, 'attic']);
    await store.flush();
  });

  it('refuses a file that is damaged, and leaves it as it is', async () => {
    const path = join(folder, 'tasmota.json');
    await writeFile(path, '{"telePeriodS":"often"}');
    await expect(open()).rejects.toThrow(UsageError);
    expect(await readFile(path, 'utf8')).toBe('{"telePeriodS":"often"}');
  });

  it('goes on where the file cannot be written, and says so', async () => {
    const log = new ReadableLog();
    const path = join(folder, 'missing', 'tasmota.json');
    const store = await TasmotaStore.open({ path, defaults: FRESH, log });
    store.change({ tempRes: 2 });
    await log.until('TASMOTA_SETTINGS');
    expect(store.values.tempRes).toBe(2);
  });
});

function open(defaults = FRESH): Promise<TasmotaStore> {
  return TasmotaStore.open({ path: join(folder, 'tasmota.json'), defaults, log: silentLog });
}
