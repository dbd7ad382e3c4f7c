import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import type { HistorySettings } from './history-settings.ts';
import { Sql } from './sql.ts';
import { SqliteHistory } from './sqlite-history.ts';

const START_MS = Date.UTC(2026, 0);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const KITCHEN = 'A4C138000001';
const ATTIC = 'A4C138000002';

let folder = '';
let path = '';
const open: SqliteHistory[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluebell-history-'));
  path = join(folder, 'history.db');
});
afterEach(() => {
  for (const history of open.splice(0)) history.close();
  rmSync(folder, { recursive: true });
});

describe('SqliteHistory', () => {
  it('gives what was written, at once and after a restart', () => {
    const { history, write } = openHistory();
    write(0, 20);
    write(MINUTE_MS, 22);
    const all = [point(0, 20), point(MINUTE_MS, 22)];
    expect(history.query(whole(HOUR_MS))).toEqual(all);
    history.close();
    expect(openHistory().history.query(whole(HOUR_MS))).toEqual(all);
  });

  it('gives the last value of each step, whether it is on the disk yet or not', () => {
    const { history, write } = openHistory();
    write(0, 20);
    write(MINUTE_MS, 22);
    history.flush();
    write(2 * MINUTE_MS, 23);
    write(HOUR_MS, 24);
    const startsMs = [-HOUR_MS, 0, HOUR_MS].map((atMs) => START_MS + atMs);
    const wanted = { deviceId: KITCHEN, quantity: 'temperature', startsMs, stepMs: HOUR_MS };
    expect(history.lasts(wanted)).toEqual([undefined, 23, 24]);
    history.flush();
    expect(history.lasts(wanted)).toEqual([undefined, 23, 24]);
    expect(history.lasts({ ...wanted, deviceId: ATTIC })).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('writes a second after something came, without being asked', async () => {
    const { write, sql, clock } = openHistory();
    write(0, 20);
    const count = () => sql().number('SELECT count(*) FROM raw');
    expect(count()).toBe(0);
    await clock.advance(1_000);
    expect(count()).toBe(1);
  });

  it('writes at once when there is much of it', () => {
    const { write, sql } = openHistory();
    for (let n = 0; n < 500; n++) write(n, n);
    expect(sql().number('SELECT count(*) FROM raw')).toBe(500);
  });

  it('keeps devices and quantities apart, and names the latter', () => {
    const { history, write } = openHistory();
    write(0, 20);
    history.write({ deviceId: KITCHEN, quantity: 'humidity', timeMs: START_MS, value: 50 });
    history.write({ deviceId: ATTIC, quantity: 'temperature', timeMs: START_MS, value: 5 });
    expect(history.query({ ...whole(HOUR_MS), deviceId: ATTIC })).toEqual([point(0, 5)]);
    expect(history.query({ ...whole(HOUR_MS), quantity: 'humidity' })).toEqual([point(0, 50)]);
    expect(history.query({ ...whole(HOUR_MS), quantity: 'pressure' })).toEqual([]);
    expect(history.quantities(KITCHEN)).toEqual(['humidity', 'temperature']);
  });

  it('puts what lies close together into one point, and leaves gaps out', () => {
    const { history, write } = openHistory();
    for (const [atMs, value] of [
      [0, 20],
      [1_000, 30],
      [2_000, 10],
      [50_000, 5],
    ] as const)
      write(atMs, value);
    const points = history.query({ ...whole(100_000 - 1), points: 10 });
    expect(points).toEqual([
      { timeMs: START_MS, mean: 20, min: 10, max: 30 },
      { timeMs: START_MS + 50_000, mean: 5, min: 5, max: 5 },
    ]);
  });

  it('gives no more points than are asked for, and 500 where nothing is said', () => {
    const { history, write } = openHistory();
    for (let n = 0; n < 2_000; n++) write(n * 1_000, n);
    expect(history.query(whole(2_000_000))).toHaveLength(500);
    expect(history.query({ ...whole(2_000_000), points: 7 })).toHaveLength(7);
    expect(history.query({ ...whole(2_000_000), points: -1 })).toHaveLength(1);
    expect(history.query({ ...whole(2_000_000), points: Number.NaN })).toHaveLength(500);
    expect(history.query({ ...whole(-1) })).toEqual([]);
  });

  it('stays in order of time where the clock was set back', () => {
    const { history, write } = openHistory();
    for (const atMs of [7_200_000, 7_260_000, 60_000, 120_000, 7_230_000]) write(atMs, atMs);
    const points = history.query({ ...whole(DAY_MS), points: 5_000 });
    expect(points).toEqual(
      [60_000, 120_000, 7_200_000, 7_230_000, 7_260_000].map((atMs) => point(atMs, atMs)),
    );
  });

  it('takes the last of two values of one moment', () => {
    const { history, write } = openHistory();
    write(0, 20);
    write(0, 21);
    expect(history.query(whole(HOUR_MS))).toEqual([point(0, 21)]);
  });

  it('does not keep what is no number, or of no time', () => {
    const { history, write } = openHistory();
    write(0, Number.NaN);
    write(0, Number.POSITIVE_INFINITY);
    write(Number.NaN, 1);
    write(-START_MS - 1, 1);
    history.event({ deviceId: KITCHEN, timeMs: Number.NaN, event: '{}' });
    expect(history.quantities(KITCHEN)).toEqual([]);
    expect(history.events({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  it('gives the newest events of one device or of all, oldest first', () => {
    const { history } = openHistory();
    const event = (atMs: number, deviceId: string, pressId?: string) => ({
      deviceId,
      timeMs: START_MS + atMs,
      event: `{"at":${atMs}}`,
      ...(pressId && { pressId }),
    });
    const all = [event(0, KITCHEN, 'p1'), event(1, ATTIC), event(2, KITCHEN)];
    for (const one of all) history.event(one);
    const time = { fromMs: START_MS, toMs: START_MS + 2 };
    expect(history.events(time)).toEqual(all);
    expect(history.events({ ...time, deviceId: KITCHEN })).toEqual([all[0], all[2]]);
    expect(history.events({ ...time, limit: 2 })).toEqual(all.slice(1));
    expect(history.events({ ...time, toMs: START_MS + 1, limit: 1 })).toEqual([all[1]]);
  });

  it('forgets a device, at once to those who ask and bit by bit on the disk', async () => {
    const { history, write, sql, clock } = openHistory();
    for (let n = 0; n < 9_000; n++) write(n, n);
    history.write({ deviceId: ATTIC, quantity: 'temperature', timeMs: START_MS, value: 5 });
    history.event({ deviceId: KITCHEN, timeMs: START_MS, event: '{}' });
    history.forget(KITCHEN);
    expect(history.query(whole(HOUR_MS))).toEqual([]);
    expect(history.quantities(KITCHEN)).toEqual([]);
    expect(history.events({ fromMs: 0, toMs: START_MS })).toEqual([]);
    write(0, 33);
    expect(history.query(whole(HOUR_MS))).toEqual([point(0, 33)]);

    await clock.advance(MINUTE_MS);
    expect(sql().rows('SELECT value FROM raw ORDER BY value')).toEqual([[5], [33]]);
    expect(sql().number('SELECT count(*) FROM series')).toBe(2);
  });
});

describe('SqliteHistory, as time goes by', () => {
  it('gives the same chart from means as from values', async () => {
    const { history, clock, wave } = openHistory();
    wave(0, 2 * DAY_MS, MINUTE_MS);
    const question = { ...whole(2 * DAY_MS - 1), points: 48 };
    const before = history.query(question);
    expect(before).toHaveLength(48);
    await clock.advance(2 * DAY_MS + HOUR_MS);
    expectAlike(history.query(question), before);
  });

  it('keeps values for days, means of five minutes for longer, and those of hours for ever', async () => {
    const { history, sql, clock, wave } = openHistory({ rawDays: 1, meanDays: 3, maxMb: 100 });
    wave(0, 10 * DAY_MS, MINUTE_MS);
    const question = { ...whole(10 * DAY_MS - 1), points: 120 };
    const before = history.query(question);
    await clock.advance(10 * DAY_MS + HOUR_MS);
    const oldest = (table: string) => {
      const time = sql().number(`SELECT min(time) FROM ${table}`);
      return (START_MS + 10 * DAY_MS - time) / DAY_MS;
    };
    expect(oldest('raw')).toBeCloseTo(1, 0);
    expect(oldest('mean')).toBeCloseTo(3, 0);
    expect(oldest('hour')).toBe(10);
    expectAlike(history.query(question), before);
    // Closer than what is left of that time: as close as there is.
    const firstDay = history.query({ ...whole(DAY_MS - 1), points: 1_000 });
    expect(firstDay).toHaveLength(24);
  });

  it('lets go soon of what it is to keep no longer', async () => {
    const { history, sql, clock, wave } = openHistory({ rawDays: 10, meanDays: 30, maxMb: 100 });
    wave(0, 5 * DAY_MS, MINUTE_MS);
    await clock.advance(5 * DAY_MS + HOUR_MS);
    const oldest = () =>
      Math.round((sql().number('SELECT min(time) FROM raw') - START_MS) / DAY_MS);
    expect(oldest()).toBe(0);
    history.settings = { rawDays: 2, meanDays: 30, maxMb: 100 };
    await clock.advance(MINUTE_MS);
    expect(oldest()).toBe(3);
  });

  it('makes the means of a sensor that fell silent up to its last hour', async () => {
    const { sql, clock, wave } = openHistory();
    wave(0, 80 * MINUTE_MS, MINUTE_MS);
    await clock.advance(4 * HOUR_MS);
    expect(sql().number('SELECT sum(count) FROM hour')).toBe(80);
  });

  it('makes means anew of a time that something came late of', async () => {
    const { history, sql, clock, write } = openHistory();
    write(HOUR_MS, 10);
    await clock.advance(5 * HOUR_MS);
    write(HOUR_MS + 1, 30);
    await clock.advance(HOUR_MS);
    expect(sql().rows('SELECT mean, count FROM hour')).toEqual([[20, 2]]);
    expect(history.query({ ...whole(1_000 * HOUR_MS) })).toEqual([
      { timeMs: START_MS + HOUR_MS, mean: 20, min: 10, max: 30 },
    ]);
  });

  it('drops what is older than anything that is kept as it came', async () => {
    const { history, clock, wave, write } = openHistory({ rawDays: 1, meanDays: 2, maxMb: 100 });
    wave(0, 3 * DAY_MS, HOUR_MS);
    await clock.advance(3 * DAY_MS + HOUR_MS);
    const before = history.query(whole(3 * DAY_MS));
    write(1_000, 1e6);
    expect(history.query(whole(3 * DAY_MS))).toEqual(before);
  });

  it('deletes nothing by a clock that has leapt ahead, until it stood for an hour', async () => {
    const { sql, clock, wave } = openHistory();
    const count = () => sql().number('SELECT count(*) FROM raw');
    wave(0, DAY_MS, MINUTE_MS);
    await clock.advance(DAY_MS + HOUR_MS);
    clock.jump(3_000 * DAY_MS);
    await clock.advance(HOUR_MS - 1);
    clock.jump(-3_000 * DAY_MS);
    await clock.advance(DAY_MS);
    expect(count()).toBe(1_440);
    clock.jump(3_000 * DAY_MS);
    await clock.advance(3 * HOUR_MS);
    expect(count()).toBe(0);
  });

  it('lets the oldest go where there is too much, values before means', async () => {
    const { history, sql, clock, wave } = openHistory({ rawDays: 100, meanDays: 100, maxMb: 1 });
    clock.jump(30 * DAY_MS);
    wave(0, 30 * DAY_MS, MINUTE_MS);
    const bytes = () =>
      4096 * (sql().number('PRAGMA page_count') - sql().number('PRAGMA freelist_count'));
    expect(bytes()).toBeGreaterThan(1_000_000);
    await clock.advance(DAY_MS);
    const oldest = (table: string) =>
      Math.round((sql().number(`SELECT min(time) FROM ${table}`) - START_MS) / DAY_MS);
    expect(oldest('raw')).toBeGreaterThan(5);
    expect([oldest('mean'), oldest('hour')]).toEqual([0, 0]);
    expect(bytes()).toBeLessThan(1_000_000);
    expect(history.query(whole(30 * DAY_MS))).toHaveLength(500);
  });

  it('works in steps: no round keeps others waiting for all of it', async () => {
    const { sql, clock, wave } = openHistory();
    clock.jump(20 * DAY_MS + MINUTE_MS);
    wave(0, 20 * DAY_MS, MINUTE_MS);
    const made = () => sql().number('SELECT count(*) FROM mean');
    await clock.advance(100);
    const first = made();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(2_000);
    await clock.advance(MINUTE_MS);
    expect(made()).toBe((20 * DAY_MS) / (5 * MINUTE_MS));
  });
});

describe('SqliteHistory on a disk that fails', () => {
  it('goes on in memory while it is full, and writes what waited when it can', async () => {
    const { history, write, sql, clock, log } = openHistory();
    write(0, 20);
    history.flush();
    sql().rows('PRAGMA max_page_count=1');
    for (let n = 1; n <= 5_000; n++) write(n, n);
    history.event({ deviceId: KITCHEN, timeMs: START_MS, event: '{}' });
    await clock.advance(20_000);
    expect(history.health()).toMatchObject({ isWritable: false, problem: /disk is full/ });
    expect(history.query({ ...whole(5_000), points: 5_000 })).toHaveLength(5_000);
    expect(history.events({ fromMs: 0, toMs: START_MS })).toHaveLength(1);
    expect(log.codes()).toEqual(['HISTORY_NOT_WRITTEN']);

    sql().rows('PRAGMA max_page_count=100000');
    await clock.advance(60_000);
    expect(history.health()).toMatchObject({ isWritable: true });
    expect(sql().number('SELECT count(*) FROM raw')).toBe(5_001);
    expect(log.codes()).toEqual(['HISTORY_NOT_WRITTEN', 'HISTORY_WRITTEN']);
  });

  it('remembers the newest of what is too much to wait, and says how much was lost', async () => {
    mkdirSync(path);
    const { history, write, clock } = openHistory();
    for (let n = 0; n < 30_000; n++) write(n, n);
    await clock.advance(2_000);
    const lost = /(\d+) values were dropped/.exec(history.health().problem ?? '')?.[1];
    expect(Number(lost)).toBeGreaterThanOrEqual(10_000);
    rmSync(path, { recursive: true });
    await clock.advance(60_000);
    const kept = history.query({ ...whole(30_000), points: 1 });
    expect(kept).toEqual([
      expect.objectContaining({ min: Number(lost), max: 29_999, timeMs: START_MS + Number(lost) }),
    ]);
  });

  it('forgets a device later where it cannot be done now', async () => {
    const { history, write, sql, clock } = openHistory();
    write(0, 20);
    history.flush();
    sql().rows('PRAGMA query_only=1');
    history.forget(KITCHEN);
    await clock.advance(60_000);
    expect(history.query(whole(HOUR_MS))).toEqual([]);
  });

  it('reads a database of version 1', () => {
    const sql = Sql.open(path);
    sql.exec(VERSION_1);
    sql.close();
    const { history } = openHistory();
    expect(history.query({ ...whole(HOUR_MS), points: 1 })).toEqual([
      { timeMs: START_MS, mean: 25, min: 20, max: 30 },
    ]);
    expect(history.events({ fromMs: 0, toMs: START_MS })).toEqual([
      { deviceId: KITCHEN, timeMs: START_MS, event: '{}', pressId: 'p' },
    ]);
    expect(readdirSync(folder)).toContain('history.db');
  });
});

/** Written by hand as the first version made it: never to be changed. */
const VERSION_1 = `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, quantity TEXT NOT NULL,
    raw_from INTEGER NOT NULL, mean_from INTEGER NOT NULL,
    mean_to INTEGER NOT NULL, hour_to INTEGER NOT NULL, UNIQUE (device, quantity)
  );
  CREATE TABLE raw (
    series INTEGER NOT NULL, time INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY (series, time)
  ) WITHOUT ROWID;
  CREATE TABLE mean (
    series INTEGER NOT NULL, time INTEGER NOT NULL, mean REAL NOT NULL,
    min REAL NOT NULL, max REAL NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (series, time)
  ) WITHOUT ROWID;
  CREATE TABLE hour (
    series INTEGER NOT NULL, time INTEGER NOT NULL, mean REAL NOT NULL,
    min REAL NOT NULL, max REAL NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (series, time)
  ) WITHOUT ROWID;
  CREATE TABLE event (
    id INTEGER PRIMARY KEY, time INTEGER NOT NULL, device TEXT NOT NULL, press TEXT, event TEXT NOT NULL
  );
  CREATE INDEX event_by_time ON event (time);
  CREATE INDEX event_by_device ON event (device, time);
  INSERT INTO series VALUES (1, '${KITCHEN}', 'temperature', 0, 0, ${START_MS + 300_000}, ${START_MS});
  INSERT INTO mean VALUES (1, ${START_MS}, 20, 20, 20, 1);
  INSERT INTO raw VALUES (1, ${START_MS}, 20), (1, ${START_MS + 300_000}, 30);
  INSERT INTO event VALUES (1, ${START_MS}, '${KITCHEN}', 'p', '{}');
  PRAGMA user_version=1`;

function point(atMs: number, value: number) {
  return { timeMs: START_MS + atMs, mean: value, min: value, max: value };
}

/** The temperature of the kitchen, from the start for so long. */
function whole(lengthMs: number) {
  const toMs = START_MS + lengthMs;
  return { deviceId: KITCHEN, quantity: 'temperature', fromMs: START_MS, toMs };
}

type Points = ReturnType<SqliteHistory['query']>;

/** Sums of sums come out a little different. */
function expectAlike(points: Points, expected: Points) {
  expect(points.map(({ timeMs, min, max }) => [timeMs, min, max])).toEqual(
    expected.map(({ timeMs, min, max }) => [timeMs, min, max]),
  );
  for (const [at, { mean }] of points.entries()) {
    expect(mean).toBeCloseTo(expected[at]?.mean ?? Number.NaN, 6);
  }
}

/** A history on the test's file, whose clock stands at the start. */
function openHistory(settings?: HistorySettings) {
  let sql: Sql | undefined;
  const clock = new VirtualClock(START_MS);
  const log = new ReadableLog();
  const connect = (file: string) => {
    sql = Sql.open(file);
    return sql;
  };
  const history = new SqliteHistory({ path, clock, log, settings, connect });
  open.push(history);
  const write = (atMs: number, value: number) => {
    const timeMs = START_MS + atMs;
    history.write({ deviceId: KITCHEN, quantity: 'temperature', timeMs, value });
  };
  return {
    history,
    clock,
    log,
    write,
    /** Temperatures that go up and down. */
    wave: (sinceMs: number, untilMs: number, stepMs: number) => {
      for (let atMs = sinceMs; atMs < untilMs; atMs += stepMs)
        write(atMs, 20 + 5 * Math.sin(atMs / 1e7));
      history.flush();
    },
    sql: () => {
      if (!sql) throw new Error('nothing is open');
      return sql;
    },
  };
}
