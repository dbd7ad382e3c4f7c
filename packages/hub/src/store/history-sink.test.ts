import { parseAddress } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Device, type Update } from '../state/device.ts';
import type { History, HistoryEvent, HistoryRow } from './history.ts';
import { HistorySink } from './history-sink.ts';
import { noHistory } from './no-history.ts';

const KITCHEN: Device = {
  ...blankDevice(parseAddress('A4:C1:38:00:00:01'), 'sensor', 'kitchen'),
  values: { temperature: 20.5, motion: true, door: false },
  dialSum: -3,
  isHome: true,
};

describe('HistorySink', () => {
  it('writes numbers, and what is true or false as 1 and 0, where they are news', () => {
    const { rows, tell } = listen();
    tell({ changed: ['temperature', 'motion', 'door'] });
    expect(rows).toEqual([row('temperature', 20.5), row('motion', 1), row('door', 0)]);
  });

  it('writes of the device itself what makes a chart', () => {
    const { rows, tell } = listen();
    tell({ changed: ['isHome', 'dialSum', 'isOnline', 'lastSeen', 'name', 'fault'] });
    expect(rows).toEqual([row('isHome', 1), row('dialSum', -3)]);
  });

  it('writes no texts, and nothing of what only sounds like a value', () => {
    const { rows, tell } = listen();
    // The cast holds: a text is a value too, of a quantity that is not in this test's table.
    const values = { text: 'hello' } as Device['values'];
    tell({ device: { ...KITCHEN, values }, changed: ['text', 'constructor', 'toString'] });
    expect(rows).toEqual([]);
  });

  it('writes events with the press that they belong to', () => {
    const { events, tell } = listen();
    tell({ events: [{ source: 'button', type: 'press' }], pressId: 'p1' });
    expect(events).toEqual([
      {
        deviceId: 'A4C138000001',
        timeMs: 7,
        event: '{"source":"button","type":"press"}',
        pressId: 'p1',
      },
    ]);
  });

  it('keeps the past of a device that is forgotten, and leaves closing to others', async () => {
    const { rows, sink } = listen();
    sink.forget();
    await sink.close();
    expect(rows).toEqual([]);
  });
});

function row(quantity: string, value: number): HistoryRow {
  return { deviceId: 'A4C138000001', quantity, timeMs: 7, value };
}

function listen() {
  const rows: HistoryRow[] = [];
  const events: HistoryEvent[] = [];
  const history: History = {
    ...noHistory(0),
    write: (one) => rows.push(one),
    event: (one) => events.push(one),
  };
  const sink = new HistorySink(history);
  const tell = (part: Partial<Update>) =>
    sink.update({ device: KITCHEN, changed: [], events: [], timeMs: 7, ...part });
  return { rows, events, sink, tell };
}
