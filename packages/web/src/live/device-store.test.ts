import { describe, expect, it, vi } from 'vitest';
import { DeviceStore, isSame } from './device-store.ts';
import type { DeviceItem } from './messages.ts';

const TIME = '2026-01-01T12:00:00.000+00:00';

const device = (id: string, more: Partial<DeviceItem> = {}): DeviceItem => ({
  id,
  address: id,
  kind: 'sensor',
  exposes: [],
  values: {},
  receivers: [],
  settings: { isAnnounced: true, contactClass: 'opening' },
  ...more,
});

const change = (id: string, temperature: number) => ({
  id,
  time: TIME,
  changed: ['temperature'],
  device: { id, lastSeen: TIME, values: { temperature } },
  events: [],
});

describe('DeviceStore', () => {
  it('tells those who listen to a device of that device alone, once a flush', () => {
    const store = new DeviceStore();
    store.replace([device('A'), device('B')]);
    const [onA, onB, onList] = [vi.fn(), vi.fn(), vi.fn()];
    store.onDevice('A', onA);
    store.onDevice('B', onB);
    store.onList(onList);
    const b = store.get('B');
    for (let each = 0; each < 100; each++) store.take(change('A', each));
    expect(onA).not.toHaveBeenCalled();
    store.flush();
    expect(onA).toHaveBeenCalledTimes(1);
    expect(store.get('A')?.item.values).toEqual({ temperature: 99 });
    expect(onB).not.toHaveBeenCalled();
    expect(onList).not.toHaveBeenCalled();
    expect(store.get('B')).toBe(b);
  });

  it('counts as news what was heard, not what was set or went silent', () => {
    const store = new DeviceStore();
    store.take(change('A', 1));
    store.flush();
    expect(store.get('A')?.news?.count).toBe(1);
    store.take({ ...change('A', 1), changed: ['isOnline'], device: { id: 'A', isOnline: false } });
    store.flush();
    expect(store.get('A')?.item.isOnline).toBe(false);
    expect(store.get('A')?.news?.count).toBe(1);
  });

  it('takes away what is null, and keeps the last event over later news', () => {
    const store = new DeviceStore();
    store.replace([device('A', { fault: 'missing_key' })]);
    const event = { source: 'button', type: 'press' };
    store.take({
      id: 'A',
      time: TIME,
      changed: [],
      device: { id: 'A', fault: null },
      events: [event],
    });
    store.flush();
    expect(store.get('A')?.item).not.toHaveProperty('fault');
    store.take(change('A', 2));
    store.flush();
    expect(store.get('A')?.lastEvent).toEqual({ event, time: TIME });
  });

  it('keeps objects that a snapshot does not change, and drops what it does not have', () => {
    const store = new DeviceStore();
    store.replace([device('A'), device('B')]);
    const [a, onA, onB] = [store.get('A'), vi.fn(), vi.fn()];
    store.onDevice('A', onA);
    store.onDevice('B', onB);
    store.replace([device('A'), device('C')]);
    expect(store.get('A')).toBe(a);
    expect(onA).not.toHaveBeenCalled();
    expect(onB).toHaveBeenCalledTimes(1);
    expect(store.ids).toEqual(['A', 'C']);
  });

  it('waits for no more than there are devices, and keeps few events of each', () => {
    const store = new DeviceStore();
    const event = { source: 'button', type: 'press' };
    for (let each = 0; each < 1_000; each++) store.take({ ...change('A', each), events: [event] });
    store.flush();
    expect(store.get('A')?.news?.events).toHaveLength(16);
  });

  it('spreads many over several frames, the longest waiting first', () => {
    const store = new DeviceStore();
    for (const id of ['A', 'B', 'C']) store.take(change(id, 1));
    store.take(change('A', 2));
    store.flush(2);
    expect(store.ids).toEqual(['A', 'B']);
    expect(store.isWaiting).toBe(true);
    store.flush(2);
    expect(store.ids).toEqual(['A', 'B', 'C']);
    expect(store.isWaiting).toBe(false);
  });

  it('forgets, and learns anew', () => {
    const store = new DeviceStore();
    store.take(change('A', 1));
    store.forget('A');
    store.flush();
    expect(store.ids).toEqual([]);
    store.forget('A');
    store.take(change('A', 2));
    store.flush();
    expect(store.items.map(({ values }) => values)).toEqual([{ temperature: 2 }]);
  });

  it('keeps nothing of a device that was forgotten and heard again between two frames', () => {
    const store = new DeviceStore();
    store.replace([device('A', { name: 'Kitchen', fault: 'missing_key' })]);
    store.forget('A');
    store.take(change('A', 2));
    store.take(change('A', 3));
    store.flush();
    expect(store.get('A')?.item.name).toBeUndefined();
    expect(store.get('A')?.item.fault).toBeUndefined();
    expect(store.get('A')?.news?.count).toBe(1);
  });
});

describe('isSame', () => {
  it('compares members wherever they stand', () => {
    expect(isSame({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(isSame({ a: undefined }, { b: undefined })).toBe(false);
    expect(isSame([1, 2], [1])).toBe(false);
    expect(isSame({ a: 1 }, null)).toBe(false);
  });
});
