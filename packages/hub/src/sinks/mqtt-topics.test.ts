import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { alone, type Ownership } from '../cluster/agreement.ts';
import { blankDevice, type Device, type Update } from '../state/device.ts';
import { MemoryState } from '../store/memory-state.contract.ts';
import { MqttSink } from './mqtt.ts';
import { type EventOptions, Outbox, type Outgoing } from './outbox.ts';

describe('MqttSink, of topics', () => {
  it('moves all that it told of a device that is renamed, and lets the old stand until readers know', async () => {
    const { sink, clock, broker, pump } = setUp();
    sink.update(standing({ name: 'Kitchen' }));
    pump();
    expect([...broker.keys()]).toEqual(['b/Kitchen/availability', 'b/Kitchen']);
    sink.update(standing({ name: 'Cellar' }));
    await clock.advance(4_999);
    pump();
    expect([...broker.keys()].sort()).toEqual([
      'b/Cellar',
      'b/Cellar/availability',
      'b/Kitchen',
      'b/Kitchen/availability',
    ]);
    await clock.advance(1);
    pump();
    expect([...broker.keys()].sort()).toEqual(['b/Cellar', 'b/Cellar/availability']);
  });

  it('clears no old topic that is told of again meanwhile, by the same device or another one', async () => {
    const { sink, clock, broker, pump } = setUp();
    sink.update(standing({ name: 'Kitchen' }));
    sink.update(standing({ name: 'Cellar' }));
    sink.update(standing({ name: 'Kitchen' }));
    sink.update(standing({ id: 'A4C138000002', name: 'Cellar' }));
    await clock.advance(5_000);
    pump();
    expect([...broker.keys()].sort()).toEqual([
      'b/Cellar',
      'b/Cellar/availability',
      'b/Kitchen',
      'b/Kitchen/availability',
    ]);
  });

  it('clears old topics at once when it is closed, or when the device is forgotten', async () => {
    for (const end of ['close', 'forget'] as const) {
      const { sink, broker, pump } = setUp();
      const cellar = standing({ name: 'Cellar' });
      sink.update(standing({ name: 'Kitchen' }));
      sink.update(cellar);
      await sink[end](cellar.device);
      pump();
      const isKept = end === 'close';
      expect([...broker.keys()].sort()).toEqual(
        isKept ? ['b/Cellar', 'b/Cellar/availability'] : [],
      );
    }
  });

  it('clears old topics that a run left which was killed before it could', async () => {
    const memory = new MemoryState();
    const before = setUp({ memory });
    before.sink.update(standing({ name: 'Kitchen' }));
    before.sink.update(standing({ name: 'Cellar' }));
    before.pump();
    expect(before.broker.size).toBe(4);

    const { sink, clock, broker, pump } = setUp({ memory, broker: before.broker });
    sink.update(standing({ name: 'Cellar' }));
    sink.clearStale(() => true);
    await clock.advance(5_000);
    pump();
    expect([...broker.keys()].sort()).toEqual(['b/Cellar', 'b/Cellar/availability']);
    expect(memory.value('mqtt.topics_left:b')).toBe('{}');
  });

  it('leaves an old topic to another hub that tells of the device there', async () => {
    let isOurs = true;
    const { sink, clock, broker, pump } = setUp({ owns: () => isOurs });
    sink.update(standing({ name: 'Kitchen' }));
    sink.update(standing({ name: 'Cellar' }));
    isOurs = false;
    sink.update(standing({ name: 'Cellar' }));
    await clock.advance(5_000);
    pump();
    expect(broker.has('b/Kitchen')).toBe(true);
    isOurs = true;
    sink.update(standing({ name: 'Cellar' }));
    await clock.advance(5_000);
    pump();
    expect([...broker.keys()].sort()).toEqual(['b/Cellar', 'b/Cellar/availability']);
  });

  it('takes back what an earlier run told under another name, or of a device that is gone', async () => {
    const memory = new MemoryState();
    const before = setUp({ memory });
    before.sink.update(standing({ name: 'Kitchen' }));
    before.sink.update(standing({ id: 'A4C138000002', name: 'Gone' }));
    before.pump();

    const { sink, clock, broker, pump } = setUp({ memory, broker: before.broker });
    broker.set('b/Stranger', '{"made":"by somebody else"}');
    sink.update(standing({ name: 'Cellar' }));
    sink.clearStale(() => false);
    await clock.advance(5_000);
    pump();
    expect([...broker.keys()].sort()).toEqual(['b/Cellar', 'b/Cellar/availability', 'b/Stranger']);
  });

  it('leaves alone what it told before of devices that may still come', () => {
    const memory = new MemoryState();
    const before = setUp({ memory });
    before.sink.update(standing({ name: 'Kitchen' }));
    before.pump();

    const { sink, broker, pump } = setUp({ memory, broker: before.broker });
    sink.clearStale((id) => id === 'A4C138000001');
    pump();
    expect(broker.size).toBe(2);
  });

  it('believes nothing of a memory that makes no sense', () => {
    const memory = new MemoryState();
    memory.setValue('mqtt.topics:b', '{"A4C138000001":"b/#","../x":"b/y"}');
    memory.setValue('mqtt.topics_left:b', '{"b/#":"A4C138000001"}');
    const { sink, broker, pump } = setUp({ memory });
    broker.set('b/#', 'x');
    sink.clearStale(() => false);
    pump();
    expect(broker.has('b/#')).toBe(true);
  });

  it('says offline of one that is silent for too long, once, and online when it is back', () => {
    const { sink, sent, pump } = setUp();
    for (const isOnline of [undefined, true, false, false, true]) {
      sink.update(standing({ isOnline }));
      pump();
    }
    const states = sent.filter(({ topic }) => topic.endsWith('/availability'));
    expect(states.map(({ payload }) => payload)).toEqual([
      '{"state":"online"}',
      '{"state":"offline"}',
      '{"state":"online"}',
    ]);
  });
});

describe('MqttSink, of paces', () => {
  it('sends the values of one device once a second at most, and the newest of them', async () => {
    const { sink, clock, documents } = setUp();
    sink.update(standing({ values: { count: 0 } }));
    for (let n = 1; n <= 30; n++) {
      await clock.advance(100);
      sink.update(standing({ values: { count: n } }));
    }
    await clock.advance(1_000);
    expect(documents().map(({ count }) => count)).toEqual([0, 9, 19, 29, 30]);
  });

  it('does not hold up events, nor the values that come with them', () => {
    const { sink, sent, documents, pump } = setUp();
    for (const n of [1, 2, 3]) {
      const press = [{ source: 'button', type: 'press' }];
      sink.update({ ...standing({ values: { count: n } }), events: press, pressId: `id${n}` });
      pump();
    }
    const events = sent.filter(({ topic }) => topic === 'b/A4C138000001/event');
    expect(events.map(({ payload }) => JSON.parse(payload).event_id)).toEqual([
      'id1',
      'id2',
      'id3',
    ]);
    expect(documents().map(({ count }) => count)).toEqual([1, 2, 3]);
  });

  it('sends what waits when it is closed', async () => {
    const { sink, documents } = setUp();
    sink.update(standing({ values: { count: 1 } }));
    sink.update(standing({ values: { count: 2 } }));
    await sink.close();
    expect(documents().map(({ count }) => count)).toEqual([1, 2]);
  });
});

describe('MqttSink, among other hubs', () => {
  it('tells of events, and not of the state of a device that another hub tells of', () => {
    const { sink, sent, pump } = setUp({ owns: () => false });
    const events = [{ source: 'button', type: 'press' }];
    sink.update({ ...standing({}), events, pressId: 'id1' });
    pump();
    expect(sent.map(({ topic }) => topic)).toEqual(['b/A4C138000001/event']);
  });

  it('lets go of a device that another hub took over, and leaves what stands on the broker', () => {
    let isOurs = true;
    const { sink, broker, outbox, pump } = setUp({ owns: () => isOurs });
    sink.update(standing({ values: { count: 1 } }));
    pump();
    isOurs = false;
    sink.update(standing({ values: { count: 2 } }));
    outbox.rewind();
    pump();
    expect(JSON.parse(broker.get('b/A4C138000001') ?? '')).toMatchObject({ count: 1 });
    expect(broker.size).toBe(2);
    isOurs = true;
    sink.update(standing({ values: { count: 3 } }));
    pump();
    expect(JSON.parse(broker.get('b/A4C138000001') ?? '')).toMatchObject({ count: 3 });
  });

  it('puts an event into the log alone that other hubs were asked about for too long', () => {
    const { sink, clock, sent, pump } = setUp();
    const events = [{ source: 'button', type: 'press' }];
    sink.update({ ...standing({}), events, sinceMs: clock.steady() - 10_001 });
    sink.update({ ...standing({}), events, sinceMs: clock.steady() - 10_000 });
    pump();
    expect(sent.map(({ topic }) => topic).filter((topic) => topic.includes('event'))).toEqual([
      'b/A4C138000001/event_log',
      'b/A4C138000001/event',
    ]);
  });
});

interface Setting {
  readonly memory?: MemoryState;
  readonly broker?: Map<string, string>;
  readonly owns?: Ownership['owns'];
}

/** A sink on an outbox that goes to a broker as often as the test says. */
function setUp({ memory, broker = new Map(), owns = () => true }: Setting = {}) {
  const clock = new VirtualClock(Date.UTC(2026, 0, 2));
  const outbox = new Outbox(clock, { events: 100, eventAgeMs: 3_600_000 });
  const sent: Outgoing[] = [];
  const pump = () => {
    for (let next = outbox.take(); next; next = outbox.take()) {
      sent.push(next);
      outbox.settle(next);
      if (next.payload === '') broker.delete(next.topic);
      else if (next.isRetained) broker.set(next.topic, next.payload);
    }
  };
  const link = {
    settings: { base: 'b' },
    putState: (topic: string, render: () => string) => {
      outbox.putState(topic, render);
      pump();
    },
    clearState: (topic: string, wasTold?: boolean) => outbox.clearState(topic, wasTold),
    releaseState: (topic: string) => outbox.releaseState(topic),
    addEvent: (topic: string, payload: string, options?: EventOptions) =>
      outbox.addEvent(topic, payload, options),
    drained: async () => pump(),
  };
  const ownership = { ...alone, owns };
  const sink = new MqttSink(link, { clock, ownership, memory });
  const documents = () =>
    sent
      .filter(({ topic }) => topic === 'b/A4C138000001')
      .map(({ payload }): { count?: number } => JSON.parse(payload));
  return { sink, clock, outbox, broker, sent, pump, documents };
}

/** How a device stands. */
function standing(changes: Partial<Device>): Update {
  const device = { ...blankDevice(0xa4c138000001, 'sensor', undefined), ...changes };
  return { device, changed: [], events: [], timeMs: 0 };
}
