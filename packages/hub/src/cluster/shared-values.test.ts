import { describe, expect, it } from 'vitest';
import type { TimedValue } from '../state/value-times.ts';
import { BASE, type FakeBroker } from './fake-broker.contract.ts';
import { hubsAt, type TestHub } from './test-hubs.contract.ts';

const FERN = 'C47C8D6A510E';

describe('values of several hubs', () => {
  it('are said of all devices to a hub that comes, with when they were heard by its own clock', async () => {
    const { clock, hubs } = await hubsAt({}, { aheadMs: 3_600_000 });
    const [first, second] = hubs;
    second?.kill();
    await clock.advance(1_000);
    const heardMs = clock.now() - 60_000;
    measure(first, { battery: { value: 95, heardMs }, door: { value: true, heardMs } });
    second?.restart();
    await clock.advance(10_000);
    const borrowed = [...(second?.borrowed.get(FERN) ?? [])];
    expect(borrowed.map(([name, { value }]) => [name, value])).toEqual([
      ['battery', 95],
      ['door', true],
    ]);
    for (const [, value] of borrowed) {
      // The message was on its way for a moment.
      expect(Math.abs(value.heardMs - heardMs - 3_600_000)).toBeLessThan(100);
    }
  });

  it('are said again when they change, and not as often as that', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    for (let count = 1; count <= 20; count++) {
      measure(first, { count: { value: count, heardMs: clock.now() } });
      await clock.advance(1_000);
    }
    await clock.advance(5_000);
    expect(second?.borrowed.get(FERN)?.get('count')?.value).toBe(20);
    expect(saidBy(broker, first).length).toBeLessThanOrEqual(5);
  });

  it('are not said by who borrowed them, nor again without reason', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    measure(first, { battery: { value: 95, heardMs: clock.now() } });
    second?.cluster.update({ ...NEWS, measurement: undefined });
    await clock.advance(60_000);
    expect([saidBy(broker, first).length, saidBy(broker, second).length]).toEqual([1, 0]);
  });

  it('are said to nobody by a hub that is alone', async () => {
    const { clock, broker, hubs } = await hubsAt({});
    measure(hubs[0], { battery: { value: 95, heardMs: clock.now() } });
    await clock.advance(3_600_000);
    expect(saidBy(broker, hubs[0])).toEqual([]);
  });

  it('are handed over with the device', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    first?.hear(FERN, -80);
    await clock.advance(5_000);
    expect(first?.cluster.owns(FERN)).toBe(true);
    first?.values.set(FERN, new Map([['battery', { value: 95, heardMs: clock.now() }]]));
    if (first) first.radios = [];
    second?.hear(FERN, -60);
    await clock.advance(8_000);
    expect(second?.cluster.owns(FERN)).toBe(true);
    expect(second?.borrowed.get(FERN)?.get('battery')?.value).toBe(95);
  });

  it('of very many devices come in messages that everybody reads', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    const text = 'x'.repeat(200);
    for (let at = 0; at < 600; at++) {
      const id = at.toString(16).toUpperCase().padStart(12, '0');
      first?.values.set(id, new Map([['text', { value: text, heardMs: clock.now() }]]));
      first?.cluster.update({ ...NEWS, device: { ...NEWS.device, id } });
    }
    await clock.advance(60_000);
    expect(second?.borrowed.size).toBe(600);
    const longest = Math.max(...saidBy(broker, first).map(({ payload }) => payload.length));
    expect(longest).toBeLessThan(64 * 1024);
  });

  it.each([
    'nonsense',
    '{"run":"00000000","sent":0,"values":{"../etc":{"battery":[1,0]}}}',
    `{"run":"00000000","sent":0,"values":{"${FERN}":{"battery":[1,-1]}}}`,
    `{"run":"00000000","sent":0,"values":{"${FERN}":{"battery":[{},0]}}}`,
    `{"run":"00000000","sent":0,"values":{"${FERN}":{"text":["${'x'.repeat(257)}",0]}}}`,
    JSON.stringify({
      run: '00000000',
      sent: 0,
      values: {
        [FERN]: Object.fromEntries(
          Array.from({ length: 129 }, (_, at) => [`count_${at}`, [at, 0]]),
        ),
      },
    }),
  ])('are not believed where they are none: %.70s', async (payload) => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const refused = hubs[0]?.cluster.counts.refused ?? 0;
    broker.write(`${BASE}/hubs/${hubs[1]?.id}/values`, payload);
    await clock.advance(1_000);
    expect(hubs[0]?.borrowed.size).toBe(0);
    expect(hubs[0]?.cluster.counts.refused).toBe(refused + 1);
  });
});

/** What of an update is read, of a device that said something. */
const NEWS = {
  device: { id: FERN },
  changed: ['battery'],
  measurement: {},
} as unknown as Parameters<TestHub['cluster']['update']>[0];

/** A hub hears how a device is. */
function measure(hub: TestHub | undefined, values: Readonly<Record<string, TimedValue>>): void {
  hub?.hear(FERN, -60);
  hub?.values.set(FERN, new Map(Object.entries(values)));
  hub?.cluster.update(NEWS);
}

function saidBy(
  broker: FakeBroker,
  hub: TestHub | undefined,
): readonly { readonly payload: string }[] {
  return broker.on(`${BASE}/hubs/${hub?.id}/values`);
}
