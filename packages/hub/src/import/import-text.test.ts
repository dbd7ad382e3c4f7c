import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/index.ts';
import { readImport } from './import-text.ts';

const KEY = '00112233445566778899aabbccddeeff';

describe('readImport', () => {
  it('tells what would be taken of a file of Tasmota, and where it is wrong', async () => {
    const text = `[{"MAC":"A4C138000001","PID":"055b","key":"${KEY}","name":"attic"},\n  {"MAC":"x"}]`;
    expect(await read(text)).toMatchObject({
      format: 'mi32cfg',
      rows: [{ device: 'A4:C1:38:00:00:01', name: 'attic', hasKey: true, taken: ['entry'] }],
      problems: [{ line: 2, column: 3 }],
    });
  });

  it('reads a file of nothing but faults in no time, and counts those that it does not tell', async () => {
    const text = `[\n${Array.from({ length: 200_000 }, () => '{}').join(',')}]`;
    const startMs = performance.now();
    const { problems } = await read(text);
    // The square of their number took minutes.
    expect(performance.now() - startMs).toBeLessThan(10_000);
    expect(problems).toHaveLength(1_001);
    expect(problems[999]).toMatchObject({ line: 2, column: 999 * 3 + 1 });
    expect(problems.at(-1)).toEqual({ message: '199000 more are wrong' });
  });

  it('takes what is chosen alone', async () => {
    const bindkeys = { 'A4:C1:38:00:00:01': KEY, 'A4:C1:38:00:00:02': KEY };
    const { rows, changes } = await read(JSON.stringify({ bindkeys }), 'A4:C1:38:00:00:02');
    expect(rows.map(({ device }) => device)).toEqual(['A4:C1:38:00:00:02']);
    expect(changes).toEqual([{ path: ['devices', 'A4:C1:38:00:00:02', 'key'], value: KEY }]);
  });

  it('names line and column of what is no YAML, and shows nothing of it', async () => {
    const { problems } = await read(`ble_monitor:\n  devices: [${KEY}`, undefined, 'ble_monitor');
    expect(problems).toEqual([
      {
        message: expect.stringMatching(/^It is not valid YAML/),
        line: 2,
        column: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain(KEY.slice(0, 8));
  });

  it('says so where it is nothing that is known', async () => {
    expect(await read('hello')).toMatchObject({
      rows: [],
      problems: [{ message: expect.stringContaining('nothing') }],
    });
  });
});

async function read(text: string, only?: string, format: 'auto' | 'ble_monitor' = 'auto') {
  const loaded = await parseConfig('', 'config.yaml');
  const wanted = only === undefined ? undefined : new Set([only]);
  return readImport(text, format, loaded, { replaces: false, only: wanted });
}
