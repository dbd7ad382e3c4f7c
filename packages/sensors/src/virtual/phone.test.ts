import { randomKindOf, VirtualClock } from '@bluebell/ble/core';
import { resolves } from '@bluebell/ble/crypto';
import { describe, expect, it } from 'vitest';
import { VirtualPhone } from './phone.ts';
import { PlayedTransmitter } from './played-transmitter.contract.ts';
import { SeededRandom } from './random.ts';
import type { Broadcast } from './sender.ts';

const IRK = new SeededRandom(9).bytes(16);
const OTHER_IRK = new SeededRandom(10).bytes(16);
const MINUTE_MS = 60_000;

describe('VirtualPhone', () => {
  it('speaks within five seconds, from an address that its key alone resolves', async () => {
    const [first] = await hear(5000);
    expect(first?.addressType).toBe('random');
    const address = first?.address ?? 0;
    expect(randomKindOf(address)).toBe('resolvable');
    expect(resolves(IRK, address)).toBe(true);
    expect(resolves(OTHER_IRK, address)).toBe(false);
  });

  it('changes its address every 15 minutes, and what it says with it', async () => {
    const heard = await hear(46 * MINUTE_MS);
    const addresses = new Set(heard.map(({ address }) => address));
    expect(addresses.size).toBeGreaterThanOrEqual(3);
    for (const address of addresses) expect(resolves(IRK, address)).toBe(true);
    for (const { timeMs, address } of heard) {
      const sameTime = heard.filter(
        (other) =>
          Math.floor(other.timeMs / MINUTE_MS / 15) === Math.floor(timeMs / MINUTE_MS / 15),
      );
      expect(new Set(sameTime.map((other) => other.address))).toEqual(new Set([address]));
    }
  });

  it('is away now and then, for ten minutes or more, and comes back', async () => {
    const heard = await hear(12 * 60 * MINUTE_MS);
    const pauses = heard.slice(1).map(({ timeMs }, i) => timeMs - (heard[i]?.timeMs ?? 0));
    expect(pauses.filter((pause) => pause >= 10 * MINUTE_MS).length).toBeGreaterThanOrEqual(2);
    expect(pauses.filter((pause) => pause > 5000 && pause < 10 * MINUTE_MS)).toEqual([]);
  });
});

async function hear(ms: number): Promise<(Broadcast & { timeMs: number })[]> {
  const clock = new VirtualClock();
  const heard: (Broadcast & { timeMs: number })[] = [];
  new VirtualPhone(IRK).start({
    clock,
    random: new SeededRandom(1),
    transmitter: new PlayedTransmitter(clock, (sent) =>
      heard.push({ ...sent, timeMs: clock.now() }),
    ),
  });
  await clock.advance(ms);
  return heard;
}
