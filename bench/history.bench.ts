// The history of a home: how fast it is written, and how long a chart of a year takes.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, VirtualClock } from '@bluebell/ble/core';
import { SqliteHistory } from '@bluebell/hub/store';
import { type Figure, rateOf } from './harness.ts';

const START_MS = Date.UTC(2025, 0);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEAR_MS = 365 * DAY_MS;

/** Values of a batch: of forty quantities in turn. */
const BATCH = 20_000;
const SERIES = 40;

const POINTS = 500;
const CHARTS = 21;

export default async function history(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bluebell-bench-'));
  try {
    const rate = await writing(join(folder, 'writing.db'));
    const year = await charting(join(folder, 'charting.db'));
    return [{ name: 'values written', value: rate, unit: '/s', atLeast: 50_000 }, ...year];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writing(path: string): Promise<number> {
  const clock = new VirtualClock(START_MS);
  const store = new SqliteHistory({ path, clock, log: silentLog });
  let timeMs = START_MS;
  const rate = await rateOf(() => {
    for (let n = 0; n < BATCH; n++) {
      const series = n % SERIES;
      if (series === 0) timeMs += 1_000;
      const deviceId = `A4C1380000${10 + Math.floor(series / 4)}`;
      store.write({ deviceId, quantity: `quantity${series % 4}`, timeMs, value: n / 7 });
    }
    store.flush();
    return BATCH;
  });
  store.close();
  return rate;
}

/** A year of one sensor at one value a minute, on the day after. */
async function charting(path: string): Promise<readonly Figure[]> {
  const clock = new VirtualClock(START_MS + YEAR_MS);
  const store = new SqliteHistory({ path, clock, log: silentLog });
  const sensor = { deviceId: 'A4C138000001', quantity: 'temperature' };
  for (let atMs = 0; atMs < YEAR_MS; atMs += MINUTE_MS) {
    const value = 20 + 8 * Math.sin((2 * Math.PI * atMs) / DAY_MS) + Math.random();
    store.write({ ...sensor, timeMs: START_MS + atMs, value });
  }
  const step = await stepOfCompaction(clock, DAY_MS);
  const question = { ...sensor, fromMs: START_MS, toMs: START_MS + YEAR_MS, points: POINTS };
  const took = Array.from({ length: CHARTS }, () => {
    const startMs = performance.now();
    const points = store.query(question);
    if (points.length !== POINTS) throw new Error(`a chart of ${points.length} points`);
    return performance.now() - startMs;
  }).toSorted((a, b) => a - b);
  const { bytes } = store.health();
  store.close();
  return [
    { name: 'chart of a year', value: took[CHARTS >> 1] ?? Number.NaN, unit: 'ms', atMost: 20 },
    { name: 'step of compaction, 99 of 100', value: step, unit: 'ms', atMost: 20 },
    { name: 'room for the year', value: bytes / 1e6, unit: 'MB' },
  ];
}

/** Lets time pass; gives how long others waited at most, but for one in a hundred times. */
async function stepOfCompaction(clock: VirtualClock, forMs: number): Promise<number> {
  const took: number[] = [];
  for (let passedMs = 0; passedMs < forMs; passedMs += 100) {
    const startMs = performance.now();
    await clock.advance(100);
    const tookMs = performance.now() - startMs;
    // In most of them there was nothing to do.
    if (tookMs > 1) took.push(tookMs);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0;
}
