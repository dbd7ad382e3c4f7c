import { VirtualClock } from '@bluebell/ble/core';
import { openHost } from '@bluebell/ble/host';
import type { Advert } from '@bluebell/ble/radio';
import { VirtualAir } from '@bluebell/ble/sim';
import { describe, expect, it } from 'vitest';
import { AirTransmitter } from './air-transmitter.ts';
import type { Broadcast } from './sender.ts';

const PUBLIC = 0xa4c138000001;
const PRIVATE = 0x4a1122334455;

const ONE: Broadcast = {
  address: PUBLIC,
  addressType: 'public',
  data: Uint8Array.of(2, 1, 6),
  events: 3,
  intervalMs: 200,
};
const OTHER: Broadcast = { ...ONE, data: Uint8Array.of(2, 1, 4), events: 2, intervalMs: 100 };

describe('AirTransmitter', () => {
  it('sends an advert in as many events as it is told, at its interval', async () => {
    const { clock, transmitter, heard } = await transmitting();
    const startMs = clock.now();
    transmitter.transmit(ONE);
    await clock.advance(2000);
    expect(heard.map(({ data }) => data)).toEqual([ONE.data, ONE.data, ONE.data]);
    const [first, ...others] = heard.map(({ timeMs }) => timeMs - startMs);
    expect(first).toBeLessThan(20);
    // Each is delayed by up to 10 ms. Vol 6, Part B, 4.4.2.2.1.
    for (const [i, timeMs] of others.entries()) {
      expect(timeMs).toBeGreaterThanOrEqual(200 * (i + 1));
      expect(timeMs).toBeLessThan(220 * (i + 1) + 20);
    }
  });

  it('sends from its own address, or from one that it is given, and nobody can connect', async () => {
    const { clock, transmitter, heard } = await transmitting();
    transmitter.transmit({ ...ONE, events: 1 });
    transmitter.transmit({ ...ONE, address: PRIVATE, addressType: 'random', events: 1 });
    await clock.advance(2000);
    expect(heard).toMatchObject([
      { addressValue: PUBLIC, addressType: 'public', isConnectable: false },
      { addressValue: PRIVATE, addressType: 'random', isConnectable: false },
    ]);
  });

  it('sends one after the other, in the order in which they came', async () => {
    const { clock, transmitter, heard } = await transmitting();
    transmitter.transmit(ONE);
    transmitter.transmit(OTHER);
    expect(transmitter.isBusy).toBe(true);
    await clock.advance(3000);
    expect(transmitter.isBusy).toBe(false);
    const sent = [ONE, ONE, ONE, OTHER, OTHER];
    expect(heard.map(({ data }) => data)).toEqual(sent.map(({ data }) => data));
  });

  it('takes up work again after a rest', async () => {
    const { clock, transmitter, heard } = await transmitting();
    transmitter.transmit({ ...ONE, events: 1 });
    await clock.advance(5000);
    transmitter.transmit({ ...OTHER, events: 1 });
    await clock.advance(1000);
    expect(heard.map(({ data }) => data)).toEqual([ONE.data, OTHER.data]);
  });

  it('is silent once it is closed, in the middle of what it sends', async () => {
    const { clock, transmitter, heard } = await transmitting();
    transmitter.transmit(ONE);
    transmitter.transmit(OTHER);
    await clock.advance(100);
    await clock.run(transmitter.close());
    await clock.run(transmitter.close());
    await clock.advance(2000);
    expect(heard).toHaveLength(1);
    expect(transmitter.isBusy).toBe(false);
  });
});

/** A transmitter on an air, and somebody a metre away who hears it. */
async function transmitting() {
  const clock = new VirtualClock();
  const air = new VirtualAir({ clock });
  const sender = air.addController({ address: PUBLIC });
  const listener = air.addController({ address: 1, at: { x: 1, y: 0 } });
  const transmitter = await clock.run(AirTransmitter.start(sender.transport(), clock));
  const host = await clock.run(openHost(async () => listener.transport(), { clock }));
  const heard: Advert[] = [];
  void (async () => {
    for await (const advert of host.scan()) heard.push(advert);
  })();
  await clock.advance(100);
  return { clock, transmitter, heard };
}
