import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { FolderInUseError } from './folder-in-use-error.ts';
import { DEFAULT_HISTORY } from './history-settings.ts';
import { openStore, type Store } from './open-store.ts';
import { SqliteHistory } from './sqlite-history.ts';

let root = '';
const open: Store[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bluebell-store-'));
  mkdirSync(join(root, 'state'));
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  rmSync(root, { recursive: true });
});

describe('openStore', () => {
  it('keeps state and history, each in its folder, for their owner alone', () => {
    const { store } = openHere();
    store.state.setValue('dial', '7');
    expect(store.state.isDurable).toBe(true);
    expect(store.history.health().isWritable).toBe(true);
    expect(existsSync(join(root, 'state', 'state.db'))).toBe(true);
    expect(existsSync(join(root, 'history', 'history.db'))).toBe(true);
    expect(statSync(join(root, 'history')).mode & 0o777).toBe(0o700);
  });

  it('refuses a folder that another hub has, and lets it go at the end', () => {
    const { store } = openHere();
    expect(() => openHere()).toThrow(FolderInUseError);
    store.close();
    openHere();
  });

  it('keeps no history where none is wanted', () => {
    const { store } = openHere({ keepsHistory: false });
    store.history.write({ deviceId: 'A', quantity: 'temperature', timeMs: 1, value: 1 });
    expect(store.history.quantities('A')).toEqual([]);
    expect(existsSync(join(root, 'history'))).toBe(false);
    expect(store.copies.history(join(root, 'copy.db'))).toBe(false);
  });

  it('begins and ends to keep a history while it is open', () => {
    const { store } = openHere({ keepsHistory: false });
    const write = (timeMs: number) =>
      store.history.write({ deviceId: 'A', quantity: 'temperature', timeMs, value: 1 });
    const times = () =>
      store.history
        .query({ deviceId: 'A', quantity: 'temperature', fromMs: 0, toMs: 10 })
        .map(({ timeMs }) => timeMs);
    write(1);
    store.keepHistory(DEFAULT_HISTORY);
    write(2);
    expect(times()).toEqual([2]);
    expect(store.copies.history(join(root, 'copy.db'))).toBe(true);
    store.keepHistory(undefined);
    write(3);
    expect(times()).toEqual([]);
    store.keepHistory({ ...DEFAULT_HISTORY, rawDays: 1 });
    write(4);
    expect(times()).toEqual([2, 4]);
  });

  it('says why where a history cannot begin while it is open', () => {
    const { store, log } = openHere({ keepsHistory: false });
    const clock = new VirtualClock();
    const path = join(root, 'history', 'history.db');
    const other = new SqliteHistory({ path, clock, log: new ReadableLog() });
    store.keepHistory(DEFAULT_HISTORY);
    expect(log.textOf('HISTORY')).toMatch(/nothing of the past is kept: .*another/);
    other.close();
    store.keepHistory(DEFAULT_HISTORY);
    expect(store.copies.history(join(root, 'copy.db'))).toBe(true);
  });

  it('goes on in memory where a folder is a file, and moves to the disk once it is none', async () => {
    rmSync(join(root, 'state'), { recursive: true });
    writeFileSync(join(root, 'state'), '');
    writeFileSync(join(root, 'history'), '');
    const { store, clock, log } = openHere();
    store.state.setValue('dial', '7');
    store.history.write({ deviceId: 'A', quantity: 'temperature', timeMs: 1, value: 1 });
    await clock.advance(2_000);
    expect(log.codes()).toEqual(['STATE_NOT_WRITTEN', 'HISTORY_NOT_WRITTEN']);
    expect([store.state.isDurable, store.history.health().isWritable]).toEqual([false, false]);
    expect(store.state.value('dial')).toBe('7');
    expect(store.history.quantities('A')).toEqual(['temperature']);

    rmSync(join(root, 'state'));
    rmSync(join(root, 'history'));
    await clock.advance(60_000);
    expect([store.state.isDurable, store.history.health().isWritable]).toEqual([true, true]);
    store.close();
    const again = openHere().store;
    expect(again.state.value('dial')).toBe('7');
    expect(again.history.quantities('A')).toEqual(['temperature']);
  });

  it('copies databases that are in use', () => {
    const { store } = openHere();
    store.state.setValue('dial', '7');
    store.history.write({ deviceId: 'A', quantity: 'temperature', timeMs: 1, value: 1 });
    mkdirSync(join(root, 'copy', 'state'), { recursive: true });
    mkdirSync(join(root, 'copy', 'history'));
    expect(store.copies.state(join(root, 'copy', 'state', 'state.db'))).toBe(true);
    expect(store.copies.history(join(root, 'copy', 'history', 'history.db'))).toBe(true);
    store.state.setValue('dial', '8');
    root = join(root, 'copy');
    const copy = openHere().store;
    expect(copy.state.value('dial')).toBe('7');
    expect(copy.history.quantities('A')).toEqual(['temperature']);
    copy.close();
    root = join(root, '..');
  });
});

function openHere({ keepsHistory = true } = {}) {
  const clock = new VirtualClock(Date.UTC(2026, 0));
  const log = new ReadableLog();
  const folder = { state: join(root, 'state'), history: join(root, 'history') };
  const store = openStore(folder, {
    clock,
    log,
    history: keepsHistory ? DEFAULT_HISTORY : undefined,
  });
  open.push(store);
  return { store, clock, log };
}
