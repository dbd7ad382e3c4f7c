import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { FolderInUseError } from './folder-in-use-error.ts';
import { Sql, StorageError } from './sql.ts';
import { SqliteState } from './sqlite-state.ts';
import { saved, stateStoreContract } from './state-store.contract.ts';

const FULL = 'PRAGMA max_page_count=1';
const ROOM = 'PRAGMA max_page_count=1000000';

let folder = '';
let path = '';
const open: SqliteState[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluebell-state-'));
  path = join(folder, 'state.db');
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

stateStoreContract('SqliteState', () => openState().store);

describe('SqliteState', () => {
  it('gives back after a restart what was kept before', () => {
    const { store } = openState();
    store.saveDevice(saved('A4C138000001', 20));
    store.setValue('dial', '7');
    store.close();
    const again = openState().store;
    expect(again.isDurable).toBe(true);
    expect(again.devices()).toEqual([saved('A4C138000001', 20)]);
    expect(again.value('dial')).toBe('7');
  });

  it('leaves one whole file behind', () => {
    const { store } = openState();
    store.saveDevice(saved('A4C138000001', 20));
    store.close();
    expect(readdirSync(folder)).toEqual(['state.db']);
  });

  it('is had by one hub at a time, and names the folder to the second', () => {
    openState();
    expect(() => openState()).toThrow(FolderInUseError);
    expect(() => openState()).toThrow(`${folder} is in use by another hub`);
  });

  it('leaves out a device that is no JSON, and keeps the others', () => {
    openState().store.close();
    const sql = Sql.open(path);
    sql.run("INSERT INTO kept VALUES ('device', 'A', '{')");
    sql.run("INSERT INTO kept VALUES ('device', 'B', '{\"id\":\"B\"}')");
    sql.close();
    expect(openState().store.devices()).toEqual([{ id: 'B' }]);
  });

  it('reads a database of version 1', () => {
    const sql = Sql.open(path);
    sql.exec(VERSION_1);
    sql.close();
    const { store } = openState();
    expect(store.devices()).toEqual([saved('A4C138000001', 20)]);
    expect(store.value('dial')).toBe('7');
  });

  it('refuses a database of a newer bluebell, and leaves it alone', () => {
    const sql = Sql.open(path);
    sql.exec(`${VERSION_1}; PRAGMA user_version=99`);
    sql.close();
    const before = readFileSync(path);
    expect(() => openState()).toThrow(
      'state.db was written by a newer bluebell (version 99 of its tables, this one knows 1)',
    );
    const { length } = before;
    expect(readFileSync(path)).toHaveLength(length);
    const after = Sql.open(path);
    expect(after.rows('SELECT count(*) FROM kept')).toEqual([[2]]);
    after.close();
  });
});

describe('SqliteState on a disk that fails', () => {
  it('sets a damaged file aside, says so, and begins anew', () => {
    writeFileSync(path, 'x'.repeat(10_000));
    const { store, log } = openState();
    store.saveDevice(saved('A4C138000001', 20));
    expect(store.isDurable).toBe(true);
    expect(readFileSync(`${path}.broken-20260101T000000Z`, 'utf8')).toBe('x'.repeat(10_000));
    expect(log.codes()).toEqual(['STATE_DAMAGED']);
    expect(log.textOf('STATE_DAMAGED')).toContain('it is kept as');
  });

  it('finds damage that lies deep in the file', () => {
    const { store } = openState();
    for (let n = 0; n < 500; n++) store.saveDevice(saved(`D${n}`, n));
    store.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 4096, bytes.length - 2048);
    writeFileSync(path, bytes);
    const again = openState();
    expect(again.log.codes()).toEqual(['STATE_DAMAGED']);
    expect(again.store.devices()).toEqual([]);
    again.store.saveDevice(saved('A4C138000001', 20));
    expect(again.store.devices()).toEqual([saved('A4C138000001', 20)]);
  });

  it('goes on in memory while it is full, tells it once, and writes the newest when it can', async () => {
    const { store, log, sql, clock } = openState();
    store.saveDevice(saved('A4C138000001', 1));
    sql().rows(FULL);
    const long = 'x'.repeat(100_000);
    store.setValue('long', long);
    store.saveDevice(saved('A4C138000001', 2));
    store.forgetDevice('A4C138000002');
    await clock.advance(10_000);
    expect(store.isDurable).toBe(false);
    expect(store.health()).toMatchObject({ isWritable: false, problem: /disk is full/ });
    expect(store.devices()).toEqual([saved('A4C138000001', 2)]);
    expect(store.value('long')).toBe(long);
    expect(log.codes()).toEqual(['STATE_NOT_WRITTEN']);

    sql().rows(ROOM);
    await clock.advance(60_000);
    expect(store.isDurable).toBe(true);
    expect(log.codes()).toEqual(['STATE_NOT_WRITTEN', 'STATE_WRITTEN']);
    store.close();
    const again = openState().store;
    expect(again.devices()).toEqual([saved('A4C138000001', 2)]);
    expect(again.value('long')).toBe(long);
  });

  it('tries once more when it is closed: there may be room by now', () => {
    const { store, log, sql } = openState();
    sql().rows(FULL);
    store.setValue('long', 'x'.repeat(100_000));
    expect(store.isDurable).toBe(false);
    sql().rows(ROOM);
    store.close();
    expect(log.codes()).toEqual(['STATE_NOT_WRITTEN', 'STATE_WRITTEN']);
    expect(openState().store.value('long')).toHaveLength(100_000);
  });

  it('is closed on a disk that still takes nothing, and tries no more then', async () => {
    const { store, log, sql, clock } = openState();
    sql().rows(FULL);
    store.setValue('long', 'x'.repeat(100_000));
    store.close();
    await clock.advance(600_000);
    expect(store.isDurable).toBe(false);
    expect(log.codes()).toEqual(['STATE_NOT_WRITTEN']);
    expect(openState().store.value('long')).toBeUndefined();
  });

  it('goes on in memory where it is read-only, and still gives what was stored', async () => {
    const { store, sql, clock } = openState();
    store.saveDevice(saved('A4C138000001', 1));
    sql().exec('PRAGMA query_only=1');
    store.saveDevice(saved('A4C138000002', 2));
    expect(store.isDurable).toBe(false);
    expect(store.devices()).toEqual([saved('A4C138000001', 1), saved('A4C138000002', 2)]);
    await clock.advance(1_000);
    expect(store.isDurable).toBe(true);
  });

  it('gives what a crash left on a disk that takes nothing, and moves to it once it does', async () => {
    const before = openState().store;
    before.saveDevice(saved('A4C138000001', 1));
    before.setValue('dial', '7');
    const crashed = join(folder, 'crashed.db');
    for (const end of ['', '-wal']) copyFileSync(path + end, crashed + end);

    let isReadOnly = true;
    const { store, clock } = openState(crashed, (file) => {
      if (isReadOnly) throw new StorageError(file, 'unreachable', { cause: 'disk I/O error' });
      return Sql.open(file);
    });
    expect(store.isDurable).toBe(false);
    expect(store.devices()).toEqual([saved('A4C138000001', 1)]);
    expect(store.value('dial')).toBe('7');
    store.setValue('dial', '8');
    await clock.advance(10_000);
    expect(store.value('dial')).toBe('8');
    expect(readdirSync(folder)).toContain('crashed.db-wal');

    isReadOnly = false;
    await clock.advance(60_000);
    expect(store.isDurable).toBe(true);
    expect(store.devices()).toEqual([saved('A4C138000001', 1)]);
    expect(store.value('dial')).toBe('8');
  });

  it('begins in memory where there is no way to the file, and moves to it once there is', async () => {
    mkdirSync(path);
    const { store, log, clock } = openState();
    store.saveDevice(saved('A4C138000001', 1));
    expect(store.isDurable).toBe(false);
    expect(store.devices()).toEqual([saved('A4C138000001', 1)]);
    await clock.advance(600_000);
    expect(log.codes()).toEqual(['STATE_NOT_WRITTEN']);

    rmSync(path, { recursive: true });
    await clock.advance(60_000);
    expect(store.isDurable).toBe(true);
    store.close();
    expect(openState().store.devices()).toEqual([saved('A4C138000001', 1)]);
  });
});

/** Written by hand as the first version made it: never to be changed. */
const VERSION_1 = `
  CREATE TABLE kept (
    kind TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, name)
  ) WITHOUT ROWID;
  INSERT INTO kept VALUES ('device', 'A4C138000001', '{"id":"A4C138000001","lastSeenMs":20}');
  INSERT INTO kept VALUES ('value', 'dial', '7');
  PRAGMA user_version=1`;

/** A store on the test's file; `sql` is the connection behind it, to break it. */
function openState(file = path, connect = (place: string) => Sql.open(place)) {
  let sql: Sql | undefined;
  const clock = new VirtualClock(Date.UTC(2026, 0));
  const log = new ReadableLog();
  const store = new SqliteState({
    path: file,
    clock,
    log,
    connect: (place) => {
      sql = connect(place);
      return sql;
    },
  });
  open.push(store);
  return {
    store,
    clock,
    log,
    sql: () => {
      if (!sql) throw new Error('nothing is open');
      return sql;
    },
  };
}
