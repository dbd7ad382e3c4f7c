import { describe, expect, it } from 'vitest';
import type { HistoryQuery } from '../../store/history.ts';
import { csvOf } from './csv.ts';

describe('csvOf', () => {
  it('gives each value once, in order, whichever piece it is in', async () => {
    const times = Array.from({ length: 50 }, (_, i) => i * 333_333);
    const text = await textOf(csvOf(historyOf(times), rows(0, 20_000_000)));
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('time,quantity,mean,min,max,unit');
    expect(lines).toHaveLength(51);
    expect(lines[1]).toBe('1970-01-01T00:00:00.000+00:00,temperature,21.5,21.5,21.5,°C');
    expect(lines.slice(1)).toEqual(lines.slice(1).toSorted());
  });

  it('asks for nothing before it is fetched, and for no more once nobody wants it', async () => {
    const asked: HistoryQuery[] = [];
    const stream = csvOf(historyOf([0], asked), rows(0, 100_000_000));
    const reader = stream.getReader();
    await reader.read();
    expect(asked).toHaveLength(0);
    await reader.read();
    expect(asked).toHaveLength(1);
    await reader.cancel();
    expect(asked).toHaveLength(1);
  });

  it('has pieces that end with whole hours, as the means do that the past is made of', async () => {
    for (const stepMs of [1_000, 1_500, 60_000]) {
      const asked: HistoryQuery[] = [];
      await textOf(csvOf(historyOf([], asked), { ...rows(1_234_567, 500_000_000), stepMs }));
      expect(asked[0]?.fromMs).toBe(1_234_567);
      for (const [i, { fromMs, points }] of asked.slice(1).entries()) {
        expect(fromMs % 3_600_000).toBe(0);
        expect(fromMs).toBe((asked[i]?.toMs ?? 0) + 1);
        expect(points).toBeLessThanOrEqual(5_000);
      }
      expect(asked.at(-1)?.toMs).toBe(500_000_000);
    }
  });

  it('is bounded, however long the stretch', async () => {
    const asked: HistoryQuery[] = [];
    await textOf(csvOf(historyOf([], asked), rows(0, 4_000_000_000_000)));
    expect(asked.length).toBeLessThanOrEqual(250);
    for (const { points } of asked) expect(points).toBeLessThanOrEqual(5_000);
  });
});

function rows(fromMs: number, toMs: number) {
  return { deviceId: 'A4C138000001', quantities: ['temperature'], fromMs, toMs };
}

function historyOf(times: readonly number[], asked: HistoryQuery[] = []) {
  return {
    query(query: HistoryQuery) {
      asked.push(query);
      return times
        .filter((timeMs) => timeMs >= query.fromMs && timeMs <= query.toMs)
        .map((timeMs) => ({ timeMs, mean: 21.5, min: 21.5, max: 21.5 }));
    },
  };
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}
