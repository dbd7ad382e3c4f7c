import { VirtualClock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { radioContract } from '@bluebell/ble/radio/contract';
import { describe, expect, it } from 'vitest';
import { SimRadio, type SimRadioOptions } from './sim-radio.ts';

const START_MS = Date.UTC(2026, 4, 1, 14);

radioContract('SimRadio', async () => {
  const { clock, radio } = await opened();
  return { radio, run: (promise) => clock.run(promise) };
});

describe('SimRadio', () => {
  it('hears the same adverts every time, strengths and times included', async () => {
    expect(await hear(300)).toEqual(await hear(300));
  });

  it('hears another home with another seed', async () => {
    const [one, other] = [await hear(50), await hear(50, 2)];
    expect(other.map(({ data }) => data)).not.toEqual(one.map(({ data }) => data));
  });

  it('hears each sender from its own place, more or less', async () => {
    const bySender = new Map<number, number[]>();
    for (const { addressValue, rssiDbm = 0 } of await hear(2000)) {
      bySender.set(addressValue, [...(bySender.get(addressValue) ?? []), rssiDbm]);
    }
    for (const strengths of bySender.values()) {
      // Noise of 1.5 dB from packet to packet.
      expect(Math.max(...strengths) - Math.min(...strengths)).toBeLessThanOrEqual(12);
      expect(Math.max(...strengths)).toBeLessThanOrEqual(-25);
      expect(Math.min(...strengths)).toBeGreaterThanOrEqual(-95);
    }
    const means = [...bySender.values()].map((all) => all.reduce((a, b) => a + b) / all.length);
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(20);
  });

  it('keeps the 256 adverts heard last for a caller who is slow', async () => {
    const { clock, radio } = await opened();
    const scan = radio.scan();
    const first = await clock.run(scan.next());
    expect(first.done).toBe(false);
    await clock.advance(60_000);
    const waiting: Advert[] = [];
    for (let i = 0; i < 256; i++) {
      const { value } = await scan.next();
      if (value) waiting.push(value);
    }
    expect(waiting).toHaveLength(256);
    expect(waiting[0]?.timeMs).toBeGreaterThan(START_MS + 30_000);
    expect(waiting.at(-1)?.timeMs).toBeLessThanOrEqual(clock.now());
    await clock.run(radio.close());
  });

  it('gives all adverts to each of two scans', async () => {
    const { clock, radio } = await opened();
    const [one, other] = [radio.scan(), radio.scan()];
    const first = await clock.run(Promise.all([one.next(), other.next()]));
    expect(first[0]).toEqual(first[1]);
    await clock.run(radio.close());
  });

  it('leaves nothing behind that keeps time running once it is closed', async () => {
    const { clock, radio } = await opened({ seed: 5 });
    await clock.run(radio.scan().next());
    await clock.advance(3000);
    await clock.run(radio.close());
    await clock.advance(60_000);
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no timer is set');
  });

  it('shows what goes between host and controller to whoever wants to record it', async () => {
    let packets = 0;
    const { clock, radio } = await opened({
      between(transport) {
        const send = transport.send.bind(transport);
        transport.send = (packet) => {
          packets++;
          send(packet);
        };
        return transport;
      },
    });
    expect(packets).toBeGreaterThan(5);
    await clock.run(radio.close());
  });
});

async function opened(options: SimRadioOptions = {}) {
  const clock = new VirtualClock(START_MS);
  const radio = await clock.run(SimRadio.open({ ...options, clock }));
  return { clock, radio };
}

/** The first adverts of a radio on a clock of its own. */
async function hear(count: number, seed?: number): Promise<readonly Advert[]> {
  const { clock, radio } = await opened(seed === undefined ? {} : { seed });
  const adverts: Advert[] = [];
  const scan = radio.scan();
  while (adverts.length < count) {
    const { value } = await clock.run(scan.next());
    if (value) adverts.push(value);
  }
  await clock.run(radio.close());
  return adverts;
}
