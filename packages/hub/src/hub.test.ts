import { fromHex, parseAddress, TransportError, VirtualClock } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { BindKey } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { KITCHEN, radioOf, START_MS, stranger, TestRadio, thermometer } from './air.contract.ts';
import { Hub } from './hub.ts';
import { ReadableLog } from './sinks/readable-log.contract.ts';
import type { Sink } from './sinks/sink.ts';
import type { Device, Update } from './state/device.ts';

const KEY = '00112233445566778899aabbccddeeff';
const PHONE = { address: parseAddress('7C:D1:C3:00:00:01'), name: 'anna', awayAfterMs: 30_000 };

describe('Hub.run', () => {
  it('tells every sink what a radio hears, and ends with the radio', async () => {
    const { hub, log } = setUp([radioOf([thermometer({ celsius: 20 }), stranger()])]);
    const [one, other] = [new ReadableSink(), new ReadableSink()];
    hub.addSink(one);
    hub.addSink(other);
    await hub.run();
    expect(one.updates).toMatchObject([
      { device: { id: 'A4C138000001' }, changed: ['temperature'] },
    ]);
    expect(other.updates).toEqual(one.updates);
    expect(hub.devices).toEqual([one.updates[0]?.device]);
    expect(log.codes()).toEqual(['RADIO_ENDED']);
  });

  it('takes what several radios hear for one', async () => {
    const press = thermometer({ isPressed: true });
    const { hub, sink } = setUp([radioOf([press], 'attic'), radioOf([press], 'cellar')]);
    await hub.run();
    expect(sink.updates).toHaveLength(1);
    expect(hub.counts).toMatchObject({ adverts: 2, repeats: 1 });
  });

  it('goes on with the others when a radio breaks, and names it', async () => {
    const [weak, strong] = [new TestRadio('weak'), new TestRadio('strong')];
    const { hub, sink, log, clock } = setUp([weak, strong]);
    const running = hub.run();
    weak.break(new TransportError('unplugged'));
    await log.until('RADIO_BROKE');
    strong.hear(thermometer({ celsius: 20 }));
    await clock.advance(1);
    await hub.stop();
    await running;
    expect(log.textOf('RADIO_BROKE')).toBe('weak: unplugged');
    expect(sink.updates).toHaveLength(1);
  });

  it('throws what the only radio broke with, and leaves telling of it to the caller', async () => {
    const radio = new TestRadio();
    const { hub, sink, log } = setUp([radio]);
    radio.hear(thermometer({ celsius: 20 }));
    radio.break(new TransportError('unplugged'));
    await expect(hub.run()).rejects.toThrow('unplugged');
    expect(sink.updates).toHaveLength(1);
    expect(log.codes()).toEqual([]);
  });

  it('throws when every one of several radios broke', async () => {
    const radios = [new TestRadio('one'), new TestRadio('other')];
    const { hub, log } = setUp(radios);
    for (const radio of radios) radio.break(new TransportError('unplugged'));
    await expect(hub.run()).rejects.toThrow('every radio broke');
    expect(log.codes()).toEqual(['RADIO_BROKE', 'RADIO_BROKE']);
  });

  it('does not throw when one radio broke and another came to its end', async () => {
    const broken = new TestRadio('broken');
    broken.break(new TransportError('unplugged'));
    const { hub, log } = setUp([broken, radioOf([], 'short')]);
    await hub.run();
    expect([...log.codes()].sort()).toEqual(['RADIO_BROKE', 'RADIO_ENDED']);
  });

  it('goes on when a sink fails: the others hear all, and the log names it once', async () => {
    const { hub, sink, log } = setUp([
      radioOf([1, 2, 3].map((celsius) => thermometer({ celsius }))),
    ]);
    const failing = Object.assign(new ReadableSink(), {
      name: 'failing',
      update: () => {
        throw new Error('disk full');
      },
    });
    const last = new ReadableSink();
    hub.addSink(failing);
    hub.addSink(last);
    await hub.run();
    expect([sink.updates.length, last.updates.length]).toEqual([3, 3]);
    expect(log.count('SINK_FAILED')).toBe(1);
    expect(log.textOf('SINK_FAILED')).toBe('failing: disk full');
  });

  it('opens frames with its keys, and refuses old ones', async () => {
    const sealed = (counter: number, celsius: number) =>
      thermometer({ key: KEY, counter, celsius });
    const { hub } = setUp([radioOf([sealed(900, 20), sealed(800, 99)])], {
      keys: new Map([[parseAddress(KITCHEN), new BindKey(fromHex(KEY))]]),
    });
    await hub.run();
    expect(hub.devices).toMatchObject([{ values: { temperature: 20 } }]);
    expect(hub.counts.freshness).toMatchObject({ news: 1, replay: 1 });
  });

  it('tells of phones that leave', async () => {
    const radio = new TestRadio();
    const { hub, sink, clock } = setUp([radio], { phones: [PHONE] });
    const running = hub.run();
    radio.hear(stranger({ from: '7C:D1:C3:00:00:01' }));
    await clock.advance(30_000);
    await hub.stop();
    await running;
    expect(sink.updates.map(({ device }) => device.isHome)).toEqual([true, false]);
  });
});

describe('Hub.stop', () => {
  it('ends listening, and closes every radio and every sink', async () => {
    const radios = [new TestRadio('one'), new TestRadio('other')];
    const { hub, sink, log } = setUp(radios);
    const running = hub.run();
    await hub.stop();
    await running;
    expect(radios.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    expect(sink.closed).toBe(1);
    expect(log.codes()).toEqual([]);
  });

  it('does all of it once, and a second call waits for the first', async () => {
    const { hub, sink } = setUp([new TestRadio()]);
    const slow = new SlowSink();
    hub.addSink(slow);
    const first = hub.stop();
    const second = hub.stop().then(() => slow.isClosed);
    slow.finish();
    expect(await second).toBe(true);
    await first;
    await hub.stop();
    expect(sink.closed).toBe(1);
  });

  it('lets sinks say goodbye although a radio cannot be closed', async () => {
    const stuck: Radio = Object.assign(new TestRadio('stuck'), {
      close: () => Promise.reject(new Error('stuck')),
    });
    const { hub, sink } = setUp([stuck]);
    await hub.stop();
    expect(sink.closed).toBe(1);
  });

  it('leaves no timer of a phone behind', async () => {
    const radio = new TestRadio();
    const { hub, sink, clock } = setUp([radio], { phones: [PHONE] });
    const running = hub.run();
    radio.hear(stranger({ from: '7C:D1:C3:00:00:01' }));
    await clock.advance(1);
    await hub.stop();
    await clock.advance(1_000_000);
    await running;
    expect(sink.updates.map(({ device }) => device.isHome)).toEqual([true]);
  });
});

/** A hub with a sink that can be read. */
function setUp(radios: readonly Radio[], more: Partial<ConstructorParameters<typeof Hub>[0]> = {}) {
  const clock = new VirtualClock(START_MS);
  const log = new ReadableLog();
  const hub = new Hub({
    radios,
    clock,
    log,
    devices: [],
    keys: new Map(),
    phones: [],
    ignored: new Set(),
    discovered: 10,
    ...more,
  });
  const sink = new ReadableSink();
  hub.addSink(sink);
  return { hub, sink, log, clock };
}

/** Keeps what it is told. */
class ReadableSink implements Sink {
  readonly name: string = 'readable';
  readonly updates: Update[] = [];
  readonly forgotten: Device[] = [];
  closed = 0;

  update(update: Update): void {
    this.updates.push(update);
  }

  forget(device: Device): void {
    this.forgotten.push(device);
  }

  async close(): Promise<void> {
    this.closed++;
  }
}

/** Takes its time to close, until it is told to finish. */
class SlowSink implements Sink {
  readonly name = 'slow';
  isClosed = false;
  finish = (): void => {};
  readonly #told = new Promise<void>((resolve) => {
    this.finish = resolve;
  });

  update(): void {}

  forget(): void {}

  async close(): Promise<void> {
    await this.#told;
    this.isClosed = true;
  }
}
