import { VirtualClock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { radioContract } from '@bluebell/ble/radio/contract';
import { describe, expect, it } from 'vitest';
import { simulatedHome } from './home.ts';
import { SimRadio } from './sim-radio.ts';

const START_MS = Date.UTC(2026, 4, 1, 14);

radioContract('SimRadio', async () => {
  const clock = new VirtualClock(START_MS);
  return { radio: new SimRadio({ clock }), run: (promise) => clock.run(promise) };
});

describe('SimRadio', () => {
  it('hears the same adverts every time, strengths and times included', async () => {
    expect(await hear(300)).toEqual(await hear(300));
  });

  it('hears other strengths with another seed', async () => {
    const [one, other] = [await hear(50, 1), await hear(50, 2)];
    expect(other.map(({ rssiDbm }) => rssiDbm)).not.toEqual(one.map(({ rssiDbm }) => rssiDbm));
    expect(other.map(({ data }) => data)).toEqual(one.map(({ data }) => data));
  });

  it('hears each sender from its own place, more or less', async () => {
    const bySender = new Map<number, number[]>();
    for (const { addressValue, rssiDbm = 0 } of await hear(2000)) {
      bySender.set(addressValue, [...(bySender.get(addressValue) ?? []), rssiDbm]);
    }
    for (const strengths of bySender.values()) {
      expect(Math.max(...strengths) - Math.min(...strengths)).toBeLessThanOrEqual(8);
      expect(Math.max(...strengths)).toBeLessThanOrEqual(-40);
      expect(Math.min(...strengths)).toBeGreaterThanOrEqual(-95);
    }
    const means = [...bySender.values()].map((all) => all.reduce((a, b) => a + b) / all.length);
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(20);
  });

  it('keeps the 256 adverts heard last for a caller who is slow', async () => {
    const clock = new VirtualClock(START_MS);
    await using radio = new SimRadio({ clock });
    const scan = radio.scan();
    const first = await clock.run(scan.next());
    expect(first.done).toBe(false);
    await clock.advance(600_000);
    const waiting: Advert[] = [];
    for (let i = 0; i < 256; i++) {
      const { value } = await scan.next();
      if (value) waiting.push(value);
    }
    expect(waiting).toHaveLength(256);
    expect(waiting[0]?.timeMs).toBeGreaterThan(START_MS + 500_000);
    expect(waiting.at(-1)?.timeMs).toBeLessThanOrEqual(clock.now());
    expect(waiting.map(({ timeMs }) => timeMs)).toEqual(
      waiting.map(({ timeMs }) => timeMs).sort((a, b) => a - b),
    );
  });

  it('gives all adverts to each of two scans', async () => {
    const clock = new VirtualClock(START_MS);
    await using radio = new SimRadio({ clock });
    const [one, other] = [radio.scan(), radio.scan()];
    const first = await clock.run(Promise.all([one.next(), other.next()]));
    expect(first[0]).toEqual(first[1]);
  });

  it('leaves nothing behind that keeps time running once it is closed', async () => {
    const clock = new VirtualClock(START_MS);
    const radio = new SimRadio({ clock, home: simulatedHome({ seed: 5 }) });
    await clock.run(radio.scan().next());
    await radio.close();
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no timer is set');
  });
});

/** The first adverts of a radio on a clock of its own. */
async function hear(count: number, seed = 1): Promise<readonly Advert[]> {
  const clock = new VirtualClock(START_MS);
  await using radio = new SimRadio({ clock, seed });
  const adverts: Advert[] = [];
  const scan = radio.scan();
  while (adverts.length < count) {
    const { value } = await clock.run(scan.next());
    if (value) adverts.push(value);
  }
  return adverts;
}
