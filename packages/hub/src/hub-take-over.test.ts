// What a hub tells of a device that another one told of before.

import { parseAddress, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { KITCHEN, START_MS, serviceAdvert, thermometer, through } from './air.contract.ts';
import { Cluster } from './cluster/cluster.ts';
import { BASE, FakeBroker, FakeClient } from './cluster/fake-broker.contract.ts';
import { Hub } from './hub.ts';
import { valuesOf } from './sinks/homie/homie-description.ts';
import { renderState } from './sinks/payload.ts';
import { ReadableLog } from './sinks/readable-log.contract.ts';
import type { Update } from './state/device.ts';

const ID = 'A4C138000001';
/** A battery level, in BTHome version 2. */
const BATTERY = '40015f';

describe('a hub that takes a device over', () => {
  it.each([
    ['soon after', 3_000],
    ['long after', 120_000],
  ])('tells what only the hub before it heard, now dead, having met it %s', async (_, afterMs) => {
    const { clock, first, second, told, kill } = await setUp();
    first.hear(serviceAdvert(0xfcd2, BATTERY, { atMs: clock.now() - START_MS }));
    await clock.advance(afterMs);
    second.hear(20);
    await clock.advance(12_000);
    kill();
    await clock.advance(5_000);
    const { device } = told.at(-1) ?? {};
    if (!device) throw new Error('nothing was told');
    expect(device.values).toEqual({ temperature: 20, battery: 95 });
    expect(JSON.parse(renderState(device))).toMatchObject({ temperature: 20, battery: 95 });
    expect(valuesOf(device).get('values/battery')).toBe('95');
  });

  it('asks nobody for what it heard itself', async () => {
    const { clock, first, second, told, kill } = await setUp();
    first.hear(thermometer({ celsius: 5, atMs: clock.now() - START_MS }));
    await clock.advance(3_000);
    second.hear(20);
    await clock.advance(12_000);
    kill();
    await clock.advance(5_000);
    expect(told.at(-1)?.device.values).toEqual({ temperature: 20 });
  });
});

/** Two hubs on one broker; what the second tells of what it owns. */
async function setUp() {
  const clock = new VirtualClock(START_MS);
  const broker = new FakeBroker(clock);
  const [one, other] = [hubOn(broker, 1), hubOn(broker, 2)];
  await clock.advance(10_000);
  return {
    clock,
    first: one,
    second: {
      hear: (celsius: number) => other.hear(thermometer({ celsius, atMs: clock.now() - START_MS })),
    },
    told: other.told,
    kill: () => {
      one.client.kill(0);
      void one.cluster.close();
    },
  };
}

/** A hub as the program puts it together. */
function hubOn(broker: FakeBroker, number: number) {
  const { clock } = broker;
  const log = new ReadableLog();
  const hubId = number.toString(16).padStart(12, '0');
  const hub = new Hub({
    radios: [],
    devices: [{ address: parseAddress(KITCHEN), name: 'kitchen' }],
    keys: new Map(),
    phones: [],
    ignored: new Set(),
    discovered: 0,
    clock,
    log,
  });
  const client = new FakeClient(broker, { hubId });
  const cluster = new Cluster(client, {
    hubId,
    name: `hub ${number}`,
    version: '1.0.0',
    base: BASE,
    clock,
    log,
    heardHere: () => hub.heardHere(),
    timedValues: (id) => hub.timedValues(id),
    radios: () => ['hci0'],
  });
  cluster.onValues((id, values) => hub.borrow(id, values));
  hub.join(cluster);
  hub.addSink(cluster);
  const told: Update[] = [];
  hub.addSink({
    name: 'test',
    isShared: true,
    update: (update) => {
      if (cluster.owns(ID)) told.push(update);
    },
    forget: () => {},
    close: () => Promise.resolve(),
  });
  client.connect();
  const hear = (advert: ReturnType<typeof thermometer>) => hub.hear(through(advert));
  return { hub, client, cluster, told, hear };
}
