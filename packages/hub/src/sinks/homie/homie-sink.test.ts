import { parseAddress, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Device, type Update } from '../../state/device.ts';
import type { OnMessage } from '../mqtt-link-parts.ts';
import { HomieSink, homiePresence } from './homie-sink.ts';

const HUB = 'a4c138a1b2c3';
const ROOT = `homie/5/bluebell-${HUB}`;
const KITCHEN = 'homie/5/a4c138000001';
const START_MS = Date.UTC(2025, 0, 10, 12);

describe('HomieSink', () => {
  it('tells what a device is while it is not ready, its values, and that it is', () => {
    const { messages, told } = setUp();
    expect(messages.filter(({ topic }) => topic.startsWith(KITCHEN)).map(lineOf)).toEqual([
      `${KITCHEN}/$state init`,
      expect.stringContaining(`${KITCHEN}/$description {"homie":"5.0"`),
      `${KITCHEN}/values/temperature 21.5`,
      `${KITCHEN}/values/low-battery true`,
      `${KITCHEN}/reception/fault none`,
      `${KITCHEN}/reception/rssi -60`,
      `${KITCHEN}/reception/last-seen 2025-01-10T12:00:00.000Z`,
      `${KITCHEN}/$state ready`,
    ]);
    expect(JSON.parse(told.get(`${KITCHEN}/$description`) ?? '')).toEqual({
      homie: '5.0',
      version: expect.any(Number),
      name: 'kitchen',
      root: `bluebell-${HUB}`,
      parent: `bluebell-${HUB}`,
      nodes: {
        values: {
          name: 'values',
          properties: {
            temperature: { name: 'temperature', datatype: 'float', unit: '°C' },
            'low-battery': { name: 'low battery', datatype: 'boolean' },
          },
        },
        reception: {
          name: 'reception',
          properties: {
            fault: { name: 'Fault', datatype: 'string' },
            rssi: { name: 'Signal strength', datatype: 'integer', unit: 'dBm' },
            'last-seen': { name: 'Last seen', datatype: 'datetime' },
          },
        },
      },
    });
    expect(JSON.parse(told.get(`${ROOT}/$description`) ?? '')).toMatchObject({
      name: 'attic',
      children: ['a4c138000001'],
    });
    expect(told.get(`${ROOT}/$state`)).toBe('ready');
  });

  it('tells a changed value alone, and a new quantity in a description of a higher version', () => {
    const { sink, messages, told } = setUp();
    const version = () => JSON.parse(told.get(`${KITCHEN}/$description`) ?? '').version;
    const before = version();
    messages.length = 0;
    sink.update(news({ values: { temperature: 22, batteryLow: true } }));
    expect(messages.map(lineOf)).toEqual([`${KITCHEN}/values/temperature 22`]);
    messages.length = 0;
    sink.update(news({ values: { temperature: 22, batteryLow: true, humidity: 40 } }));
    expect(messages.map(lineOf)).toEqual([
      `${KITCHEN}/$state init`,
      expect.stringContaining('$description'),
      `${KITCHEN}/values/humidity 40`,
      `${KITCHEN}/$state ready`,
    ]);
    expect(version()).toBeGreaterThan(before);
  });

  it('tells events, which nobody keeps, unless they are late', async () => {
    const { sink, messages, clock } = setUp();
    const press = { ...news({}), events: [{ source: 'button_left', type: 'press' }] };
    sink.update(press);
    const events = () => messages.filter(({ topic }) => topic.includes('/events/'));
    expect(events()).toEqual([
      { topic: `${KITCHEN}/events/button-left`, payload: 'press', isRetained: false },
    ]);
    const sinceMs = clock.steady();
    await clock.advance(10_001);
    sink.update({ ...press, sinceMs });
    expect(events()).toHaveLength(1);
  });

  it('takes everything back where Homie is switched off while the hub runs', async () => {
    const { sink, told } = setUp();
    expect([...told.values()]).not.toContain('');
    await sink.takeBack();
    expect(told.size).toBeGreaterThan(5);
    expect(new Set(told.values())).toEqual(new Set(['']));
  });

  it('takes back, ten minutes after its start, what an earlier run told of and it does not', async () => {
    const { clock, told, stands } = setUp();
    const nodes = { values: { name: 'values', properties: { battery: {} } } };
    const root = `bluebell-${HUB}`;
    const old = { homie: '5.0', root, nodes };
    stands('a4c138000001', JSON.stringify(old));
    stands('a4c138000002', JSON.stringify(old));
    stands('a4c138000003', JSON.stringify(old));
    stands('a4c138000003', JSON.stringify({ ...old, root: 'bluebell-a4c138ffffff' }));
    stands('a4c138000004', '{"root":[]}');
    await clock.advance(10 * 60_000 - 1);
    expect([...told.values()]).not.toContain('');
    await clock.advance(1);
    expect([...told].flatMap(([topic, payload]) => (payload === '' ? [topic] : []))).toEqual(
      ['$state', '$description', 'values/battery'].map((what) => `homie/5/a4c138000002/${what}`),
    );
  });

  it('tells everything anew to a broker that came back', () => {
    const { messages, told, open } = setUp();
    const before = new Set(told.keys());
    messages.length = 0;
    open();
    expect(new Set(messages.map(({ topic }) => topic))).toEqual(before);
    expect(messages.at(-1)).toMatchObject({ topic: `${ROOT}/$state`, payload: 'ready' });
  });

  it('removes a device: its state first, then all else', () => {
    const { sink, messages, told } = setUp();
    messages.length = 0;
    sink.forget(kitchen({}));
    const gone = messages.filter(({ topic }) => topic.startsWith(KITCHEN));
    expect(gone[0]).toEqual({ topic: `${KITCHEN}/$state`, payload: '', isRetained: true });
    for (const [topic, payload] of told) if (topic.startsWith(KITCHEN)) expect(payload).toBe('');
    expect(JSON.parse(told.get(`${ROOT}/$description`) ?? '').children).toEqual([]);
  });

  it('leaves what stands there where another hub tells of a device', () => {
    const { sink, told, give } = setUp();
    give();
    sink.update(news({}));
    expect(told.get(`${KITCHEN}/$state`)).toBe('ready');
    expect(JSON.parse(told.get(`${ROOT}/$description`) ?? '').children).toEqual([]);
  });

  it('takes the sum of a dial, and nothing that is no whole number', () => {
    const { say, sums } = setUp();
    for (const text of ['7', '-3', '1.5', '', 'NaN', '99999999999999999999', '0x10']) say(text);
    expect(sums).toEqual([
      ['A4C138000001', 7],
      ['A4C138000001', -3],
    ]);
  });

  it('has a last will for the root alone', () => {
    let isGone = false;
    const { offline, ...presence } = homiePresence({ base: 'homie', hubId: HUB }, () => isGone);
    expect(presence).toEqual({ topic: `${ROOT}/$state`, online: 'init', lost: 'lost' });
    expect(typeof offline === 'function' && offline()).toBe('disconnected');
    isGone = true;
    expect(typeof offline === 'function' && offline()).toBe('');
  });
});

interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
}

const lineOf = ({ topic, payload }: Message) => `${topic} ${payload}`;

function kitchen(changes: Partial<Device>): Device {
  return {
    ...blankDevice(parseAddress('A4:C1:38:00:00:01'), 'sensor', 'kitchen'),
    values: { temperature: 21.5, batteryLow: true },
    rssiDbm: -60,
    lastSeenMs: START_MS,
    ...changes,
  };
}

function news(changes: Partial<Device>): Update {
  return { device: kitchen(changes), changed: [], events: [], timeMs: START_MS };
}

/** A sink that has told of the kitchen, and what stands on its broker. */
function setUp() {
  const clock = new VirtualClock(START_MS);
  const messages: Message[] = [];
  const told = new Map<string, string>();
  const sums: [string, number][] = [];
  let isOurs = true;
  const opens: (() => void)[] = [];
  const hears: OnMessage[] = [];
  const sink = new HomieSink(
    { base: 'homie', hubId: HUB, name: 'attic' },
    {
      link: {
        isConnected: true,
        addEvent(topic, payload, { isRetained = false } = {}) {
          messages.push({ topic, payload, isRetained });
          if (isRetained) told.set(topic, payload);
        },
        subscribe(_filter, onMessage) {
          hears.push(onMessage);
          return () => {};
        },
        onOpen(listener) {
          opens.push(listener);
        },
        drained: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
      clock,
      owns: () => isOurs,
      setDialSum: (id, sum) => sums.push([id, sum]),
    },
  );
  const open = () => {
    for (const listener of opens) listener();
  };
  open();
  sink.update(news({}));
  return {
    sink,
    clock,
    messages,
    told,
    sums,
    open,
    give: () => {
      isOurs = false;
    },
    stands: (id: string, description: string) => {
      for (const hear of hears) hear(`homie/5/${id}/$description`, description, true);
    },
    say: (text: string) => {
      for (const hear of hears) hear(`${KITCHEN}/values/dial-sum/set`, text, false);
    },
  };
}
