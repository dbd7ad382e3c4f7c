// The past in a database. What comes is gathered for a second, and written together.

import type { Cancel, Clock, Log } from '@bluebell/ble/core';
import { Chart } from './chart.ts';
import { Compaction } from './compaction.ts';
import type {
  EventQuery,
  History,
  HistoryEvent,
  HistoryHealth,
  HistoryPoint,
  HistoryQuery,
  HistoryRow,
  LastsQuery,
} from './history.ts';
import { HISTORY_SCHEMA } from './history-schema.ts';
import { DEFAULT_HISTORY, type HistorySettings } from './history-settings.ts';
import { KeptDatabase } from './kept-database.ts';
import { copyTo } from './schema.ts';
import { NOBODY, SeriesTable } from './series.ts';
import type { Sql, SqlRow, SqlValue } from './sql.ts';

/** Of steps of which the last values are asked for. */
const MOST_STEPS = 48;
const LAST_VALUE =
  'SELECT value FROM raw WHERE series = ? AND time >= ? AND time < ? ORDER BY time DESC LIMIT 1';

/** What comes is written after so long, or when there is so much of it. */
const GATHER_MS = 1_000;
const GATHER_ROWS = 500;

/** What waits at most while the disk takes nothing; then the oldest is dropped. */
const MOST_ROWS = 20_000;
const MOST_EVENTS = 2_000;

const POINTS = { otherwise: 500, most: 5_000 };
const EVENTS = { otherwise: 100, most: 10_000 };

const PUT_VALUE = 'INSERT OR REPLACE INTO raw (series, time, value) VALUES (?, ?, ?)';
/** Many at once are written four times as fast as one by one. */
const MANY = 50;
const PUT_MANY = PUT_VALUE + ', (?, ?, ?)'.repeat(MANY - 1);
const PUT_EVENT = 'INSERT INTO event (time, device, press, event) VALUES (?, ?, ?, ?)';

/** Where and with what. */
export interface SqliteHistoryParts {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings?: HistorySettings | undefined;
  readonly connect?: ((path: string) => Sql) | undefined;
}

/** Keeps the past of all devices. */
export class SqliteHistory implements History {
  readonly #parts: SqliteHistoryParts;
  readonly #database: KeptDatabase;
  readonly #series = new SeriesTable();
  readonly #compaction: Compaction;
  #rows: HistoryRow[] = [];
  #events: HistoryEvent[] = [];
  /** Devices whose past is to go. */
  readonly #forgotten = new Set<string>();
  #dropped = 0;
  #cancelGathering: Cancel | undefined;

  /** @throws {FolderInUseError} another hub has it. @throws {UsageError} a newer bluebell wrote it. */
  constructor(parts: SqliteHistoryParts) {
    this.#parts = parts;
    const { path, clock, log, connect, settings = DEFAULT_HISTORY } = parts;
    this.#database = new KeptDatabase({
      path,
      what: 'history',
      code: 'HISTORY',
      schema: HISTORY_SCHEMA,
      clock,
      log,
      onReturn: () => this.flush(),
      connect,
    });
    this.#compaction = new Compaction({
      settings,
      series: this.#series,
      clock,
      database: this.#database,
    });
  }

  /** Keeps more or less from now on. */
  set settings(settings: HistorySettings) {
    this.#compaction.settings = settings;
  }

  write(row: HistoryRow): void {
    if (!Number.isFinite(row.value) || !isTime(row.timeMs)) return;
    this.#rows.push({ ...row, timeMs: Math.round(row.timeMs) });
    this.#gathered();
  }

  event(event: HistoryEvent): void {
    if (!isTime(event.timeMs)) return;
    this.#events.push({ ...event, timeMs: Math.round(event.timeMs) });
    this.#gathered();
  }

  /** Writes what waits, where the disk takes it. */
  flush(): void {
    this.#cancelGathering?.();
    this.#cancelGathering = undefined;
    if (this.#rows.length + this.#events.length + this.#forgotten.size === 0) return;
    const isWritten = this.#database.write((sql) => sql.transaction(() => this.#put(sql)));
    if (isWritten) {
      this.#rows = [];
      this.#events = [];
      this.#forgotten.clear();
      this.#dropped = 0;
      return;
    }
    this.#series.forget();
    this.#dropOldest();
  }

  query({ deviceId, quantity, fromMs, toMs, points }: HistoryQuery): readonly HistoryPoint[] {
    if (!(toMs >= fromMs)) return [];
    this.flush();
    const count = within(points, POINTS);
    // Of a stretch of ten milliseconds, there are ten parts at most.
    const widthMs = Math.max(1, (toMs - fromMs + 1) / count);
    const chart = new Chart({ fromMs, toMs, widthMs });
    this.#database.read((sql) => {
      const series = this.#series.find(sql, deviceId, quantity);
      if (series) chart.addSeries(sql, series);
    }, undefined);
    for (const row of this.#rows) {
      if (row.deviceId === deviceId && row.quantity === quantity) chart.addRow(row);
    }
    return chart.points();
  }

  lasts({ deviceId, quantity, startsMs, stepMs }: LastsQuery): readonly (number | undefined)[] {
    const steps = startsMs.slice(0, MOST_STEPS);
    const stored = this.#database.read((sql) => {
      const series = this.#series.find(sql, deviceId, quantity);
      if (!series) return [];
      return steps.map(
        (startMs) => sql.rows(LAST_VALUE, series.id, startMs, startMs + stepMs)[0]?.[0],
      );
    }, []);
    const waiting = this.#rows.filter(
      (row) => row.deviceId === deviceId && row.quantity === quantity,
    );
    return steps.map((startMs, i) => {
      const isIn = ({ timeMs }: HistoryRow) => timeMs >= startMs && timeMs < startMs + stepMs;
      const value = waiting.findLast(isIn)?.value ?? stored[i];
      return typeof value === 'number' ? value : undefined;
    });
  }

  events({ deviceId, fromMs, toMs, limit }: EventQuery): readonly HistoryEvent[] {
    this.flush();
    const count = within(limit, EVENTS);
    const whose = deviceId === undefined ? '' : 'AND device = ?';
    const text = `SELECT time, device, press, event FROM event
      WHERE time >= ? AND time <= ? ${whose} ORDER BY time DESC, id DESC LIMIT ?`;
    const named = deviceId === undefined ? [] : [deviceId];
    const rows = this.#database.read((sql) => sql.rows(text, fromMs, toMs, ...named, count), []);
    const waiting = this.#events.filter(
      (event) =>
        event.timeMs >= fromMs &&
        event.timeMs <= toMs &&
        (deviceId === undefined || event.deviceId === deviceId),
    );
    return [...rows.map(eventOf).toReversed(), ...waiting]
      .sort((a, b) => a.timeMs - b.timeMs)
      .slice(-count);
  }

  quantities(deviceId: string): readonly string[] {
    this.flush();
    const text = 'SELECT quantity FROM series WHERE device = ? ORDER BY quantity';
    const rows = this.#database.read((sql) => sql.rows(text, deviceId), []);
    const waiting = this.#rows.filter((row) => row.deviceId === deviceId);
    return [...new Set([...rows.map(([name]) => String(name)), ...waiting.map((r) => r.quantity)])];
  }

  forget(deviceId: string): void {
    this.#rows = this.#rows.filter((row) => row.deviceId !== deviceId);
    this.#events = this.#events.filter((event) => event.deviceId !== deviceId);
    this.#forgotten.add(deviceId);
    this.flush();
  }

  health(): HistoryHealth {
    const bytes = this.#database.read(
      (sql) => sql.number('PRAGMA page_count') * sql.number('PRAGMA page_size'),
      0,
    );
    const { problem, ...health } = this.#database.health();
    if (problem === undefined) return { ...health, bytes };
    const lost = this.#dropped > 0 ? `; ${this.#dropped} values were dropped meanwhile` : '';
    return { ...health, problem: problem + lost, bytes };
  }

  /** Writes a copy of all of it to a new file. False: the disk does not allow it. */
  copyTo(path: string): boolean {
    this.flush();
    return this.#database.write((sql) => copyTo(sql, path));
  }

  close(): void {
    this.flush();
    this.#compaction.stop();
    this.#cancelGathering?.();
    this.#database.close();
  }

  #gathered(): void {
    const isMuch = this.#rows.length + this.#events.length >= GATHER_ROWS;
    if (isMuch && this.#database.isWritable) {
      this.flush();
      return;
    }
    if (isMuch) this.#dropOldest();
    this.#cancelGathering ??= this.#parts.clock.after(GATHER_MS, () => this.flush());
  }

  #put(sql: Sql): void {
    for (const deviceId of this.#forgotten) {
      // Its values may be millions: compaction takes them away bit by bit.
      sql.run('UPDATE series SET device = ?, quantity = id WHERE device = ?', NOBODY, deviceId);
      sql.run('DELETE FROM event WHERE device = ?', deviceId);
      this.#series.forget();
    }
    let values: SqlValue[] = [];
    for (const { deviceId, quantity, timeMs, value } of this.#rows) {
      const series = this.#series.take(sql, deviceId, quantity, timeMs);
      if (!series) continue;
      values.push(series.id, timeMs, value);
      if (values.length < 3 * MANY) continue;
      sql.run(PUT_MANY, ...values);
      values = [];
    }
    for (let at = 0; at < values.length; at += 3) sql.run(PUT_VALUE, ...values.slice(at, at + 3));
    for (const { timeMs, deviceId, pressId, event } of this.#events) {
      sql.run(PUT_EVENT, timeMs, deviceId, pressId ?? null, event);
    }
  }

  /** A tenth at once, so that it is not done for each that comes. */
  #dropOldest(): void {
    if (this.#rows.length > MOST_ROWS) {
      this.#dropped += this.#rows.splice(0, MOST_ROWS / 10).length;
    }
    if (this.#events.length > MOST_EVENTS) {
      this.#dropped += this.#events.splice(0, MOST_EVENTS / 10).length;
    }
  }
}

/** Whatever a clock may say, it is a time after 1970, and one that a number can hold. */
function isTime(timeMs: number): boolean {
  return timeMs >= 0 && timeMs <= Number.MAX_SAFE_INTEGER;
}

function within(
  wanted: number | undefined,
  { otherwise, most }: { readonly otherwise: number; readonly most: number },
): number {
  if (wanted === undefined || Number.isNaN(wanted)) return otherwise;
  return Math.min(most, Math.max(1, Math.floor(wanted)));
}

function eventOf([timeMs, deviceId, pressId, event]: SqlRow): HistoryEvent {
  return {
    timeMs: Number(timeMs),
    deviceId: String(deviceId),
    ...(pressId !== null && pressId !== undefined && { pressId: String(pressId) }),
    event: String(event),
  };
}
