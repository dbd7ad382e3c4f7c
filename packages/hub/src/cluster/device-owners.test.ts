import type { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { BASE } from './fake-broker.contract.ts';
import { hubsAt, type TestHub } from './test-hubs.contract.ts';

const FERN = 'C47C8D6A510E';

describe('a hub that is alone', () => {
  it('owns every device, and tells nobody', async () => {
    const { broker, hubs } = await hubsAt({});
    expect(hubs[0]?.cluster.owns(FERN)).toBe(true);
    expect(hubs[0]?.cluster.heardElsewhere(FERN)).toEqual([]);
    expect(broker.retainedUnder(`${BASE}/hubs/owners/+`)).toEqual([]);
  });

  it('owns nothing before it knows that, so that no old state overwrites what others tell', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    first?.hear(FERN, -60);
    second?.kill();
    second?.restart();
    const owned = ownedIn(second);
    second?.hear(FERN, -60);
    expect(second?.cluster.owns(FERN)).toBe(false);
    await clock.advance(5_000);
    expect(owned).toEqual([]);
    expect(second?.cluster.owns(FERN)).toBe(false);
    expect(first?.cluster.owns(FERN)).toBe(true);
  });

  it('says when it knows who is there, and at once to those who ask later', async () => {
    const { clock, hubs } = await hubsAt({});
    const [hub] = hubs;
    hub?.kill();
    hub?.restart();
    let times = 0;
    hub?.cluster.onKnown(() => times++);
    expect([times, hub?.cluster.owns(FERN)]).toEqual([0, false]);
    await clock.advance(100);
    expect([times, hub?.cluster.owns(FERN)]).toEqual([1, true]);
    hub?.cluster.onKnown(() => times++);
    expect(times).toBe(2);
  });

  it('goes on to own what it told of when another one comes', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    second?.kill();
    await clock.advance(1_000);
    first?.hear(FERN, -60);
    const changes = changesOf(first);
    second?.restart();
    await clock.advance(5_000);
    expect(first?.cluster.owns(FERN)).toBe(true);
    expect(changes).toEqual([]);
    expect(broker.retained(`${BASE}/hubs/owners/${FERN}`)).toEqual({ hub: first?.id });
  });
});

describe('a hub that was away while a dial was turned', () => {
  it.each([7, -5_000_000_000])(
    'takes over that it is at %d, from the hub that tells of it and from no other',
    async (dialSum) => {
      const { clock, hubs } = await hubsAt({}, {}, {});
      const [owner, other, back] = hubs;
      const device = { id: FERN, receivers: [], intervalMs: undefined };
      back?.kill();
      await clock.advance(1_000);
      owner?.hear(FERN, -60);
      await clock.advance(5_000);
      expect(owner?.cluster.owns(FERN)).toBe(true);
      owner?.devices.set(FERN, { ...device, dialSum });
      other?.devices.set(FERN, { ...device, dialSum: 5 });
      back?.restart();
      const told: (readonly [string, number])[] = [];
      back?.cluster.onDialSum((id, sum) => told.push([id, sum]));
      // All that a hub knows, it says once a minute.
      await clock.advance(65_000);
      expect(told.length).toBeGreaterThan(0);
      expect(new Set(told.map(String))).toEqual(new Set([`${FERN},${dialSum}`]));
    },
  );
});

describe('several hubs', () => {
  it('leave a new device to the one that hears it, and another to the one that hears it best', async () => {
    const { clock, hubs } = await hubsAt({}, {}, {});
    hubs[1]?.hear(FERN, -80);
    hubs[2]?.hear(FERN, -60);
    await clock.advance(7_000);
    expect(hubs.filter(({ cluster }) => cluster.owns(FERN))).toHaveLength(1);
    await hearFor(clock, 60_000, () => {
      hubs[1]?.hear(FERN, -80);
      hubs[2]?.hear(FERN, -60);
    });
    expect(hubs.map(({ cluster }) => cluster.owns(FERN))).toEqual([false, false, true]);
    const named = hubs.map(({ cluster }) => cluster.ownerOf(FERN));
    expect(named).toEqual(['hub 3', 'hub 3', undefined]);
  });

  it('know what the receivers of the others heard, on their own clock', async () => {
    const { clock, hubs } = await hubsAt({ aheadMs: 300_000 }, {});
    hubs[0]?.hear(FERN, -71);
    await clock.advance(10_000);
    const [heard] = hubs[1]?.cluster.heardElsewhere(FERN) ?? [];
    expect(heard).toMatchObject({ receiver: 'hub 1 hci0', rssiDbm: -71 });
    expect(clock.now() - (heard?.lastSeenMs ?? 0)).toBeGreaterThan(9_990);
    expect(clock.now() - (heard?.lastSeenMs ?? 0)).toBeLessThan(10_010);
  });

  it('change the owner for 8 dB that last 30 s, and for nothing less', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    await hearFor(clock, 40_000, () => {
      first?.hear(FERN, -65);
      second?.hear(FERN, -90);
    });
    expect(first?.cluster.owns(FERN)).toBe(true);
    const changes = changesOf(first);
    // A little better for long, much better for a moment, again and again.
    let times = 0;
    await hearFor(clock, 600_000, () => {
      first?.hear(FERN, -65);
      second?.hear(FERN, times++ % 25 < 10 ? -50 : -58);
    });
    expect(changes).toEqual([]);
    await hearFor(clock, 45_000, () => {
      first?.hear(FERN, -65);
      second?.hear(FERN, -56);
    });
    expect(changes).toEqual([FERN]);
    expect(second?.cluster.owns(FERN)).toBe(true);
  });

  it('do not change the owner to and fro where both hear alike', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    const changes = changesOf(second);
    let step = 0;
    await hearFor(clock, 1_800_000, () => {
      step++;
      first?.hear(FERN, -65 + ((step * 7) % 11));
      second?.hear(FERN, -65 + ((step * 5) % 13));
    });
    expect(changes.length).toBeLessThanOrEqual(1);
  });

  it('take over what the owner does not hear any more', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    await hearFor(clock, 20_000, () => {
      first?.hear(FERN, -50);
      second?.hear(FERN, -90);
    });
    expect(first?.cluster.owns(FERN)).toBe(true);
    await hearFor(clock, 50_000, () => second?.hear(FERN, -90));
    expect(first?.cluster.owns(FERN)).toBe(true);
    await hearFor(clock, 25_000, () => second?.hear(FERN, -90));
    expect(second?.cluster.owns(FERN)).toBe(true);
  });

  it('leave a device that speaks once in ten minutes to its owner for two of these', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    first?.hear(FERN, -50, 600_000);
    second?.hear(FERN, -90, 600_000);
    await clock.advance(8_000);
    expect(first?.cluster.owns(FERN)).toBe(true);
    await clock.advance(600_000);
    second?.hear(FERN, -90, 600_000);
    await clock.advance(500_000);
    expect(first?.cluster.owns(FERN)).toBe(true);
    await clock.advance(100_000);
    second?.hear(FERN, -90, 600_000);
    await clock.advance(10_000);
    expect(second?.cluster.owns(FERN)).toBe(true);
  });

  it.each<[string, number | undefined, number]>([
    ['a last will', 0, 2_000],
    ['silence', undefined, 17_000],
  ])(
    'are told by %s that one died, and the best of the others takes over',
    async (_, will, withinMs) => {
      const { clock, hubs } = await hubsAt({}, {}, {});
      const [first, second, third] = hubs;
      await hearFor(clock, 40_000, () => {
        first?.hear(FERN, -50);
        second?.hear(FERN, -90);
        third?.hear(FERN, -75);
      });
      expect(first?.cluster.owns(FERN)).toBe(true);
      first?.kill(will ?? 90_000);
      await clock.advance(withinMs);
      expect(third?.cluster.owns(FERN)).toBe(true);
      expect(second?.cluster.owns(FERN)).toBe(false);
    },
  );

  it('take over at once from a hub that lost all of its radios', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    await hearFor(clock, 40_000, () => {
      first?.hear(FERN, -50);
      second?.hear(FERN, -90);
    });
    if (first) first.radios = [];
    await clock.advance(3_000);
    expect([first, second].map((hub) => hub?.cluster.owns(FERN))).toEqual([false, true]);
  });

  it('take nothing from an owner that comes back, and give it back where it hears better', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    await hearFor(clock, 40_000, () => {
      first?.hear(FERN, -50);
      second?.hear(FERN, -90);
    });
    first?.kill();
    await hearFor(clock, 60_000, () => second?.hear(FERN, -90));
    expect(second?.cluster.owns(FERN)).toBe(true);
    first?.restart();
    first?.hear(FERN, -50);
    await clock.advance(5_000);
    expect([first, second].map((hub) => hub?.cluster.owns(FERN))).toEqual([false, true]);
    await hearFor(clock, 45_000, () => {
      first?.hear(FERN, -50);
      second?.hear(FERN, -90);
    });
    expect([first, second].map((hub) => hub?.cluster.owns(FERN))).toEqual([true, false]);
  });

  it.each([true, false])(
    'agree again after the broker was away, remembering: %s',
    async (keeps) => {
      const { clock, broker, hubs } = await hubsAt({}, {});
      const [first, second] = hubs;
      const hear = () => {
        first?.hear(FERN, -50);
        second?.hear(FERN, -90);
      };
      await hearFor(clock, 40_000, hear);
      const changes = changesOf(first);
      broker.stop(keeps);
      await hearFor(clock, 300_000, hear);
      broker.start();
      second?.client.connect();
      await hearFor(clock, 4_000, hear);
      first?.client.connect();
      await hearFor(clock, 60_000, hear);
      expect([first, second].map((hub) => hub?.cluster.owns(FERN))).toEqual([true, false]);
      expect(changes).toEqual([]);
      expect(broker.retained(`${BASE}/hubs/owners/${FERN}`)).toEqual({ hub: first?.id });
    },
  );

  it('forget the owner of a device that is gone', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first] = hubs;
    first?.hear(FERN, -50);
    await clock.advance(7_000);
    expect(broker.retained(`${BASE}/hubs/owners/${FERN}`)).toBeDefined();
    first?.devices.clear();
    first?.cluster.forget({ ...DEVICE, id: FERN });
    await clock.advance(100);
    expect(broker.retained(`${BASE}/hubs/owners/${FERN}`)).toBeUndefined();
  });

  it('keep no more of what others claim to hear than they can use', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    for (let at = 0; at < 9_000; at++) {
      const id = at.toString(16).toUpperCase().padStart(12, '0');
      broker.write(`${BASE}/hubs/owners/${id}`, '{"hub":"00000000000f"}', false);
    }
    await clock.advance(10);
    expect(hubs[0]?.cluster.counts.refused).toBeGreaterThanOrEqual(800);
  });
});

/** What only the id of is read. */
const DEVICE = {} as Parameters<TestHub['cluster']['forget']>[0];

/** Something is heard every second for a while. */
async function hearFor(clock: VirtualClock, ms: number, hear: () => void): Promise<void> {
  for (let goneMs = 0; goneMs < ms; goneMs += 1_000) {
    hear();
    await clock.advance(1_000);
  }
}

function changesOf(hub: TestHub | undefined): readonly string[] {
  const changes: string[] = [];
  hub?.cluster.onChange((id) => changes.push(id));
  return changes;
}

/** Devices that a hub came to own. */
function ownedIn(hub: TestHub | undefined): readonly string[] {
  const owned: string[] = [];
  hub?.cluster.onChange((id) => {
    if (hub.cluster.owns(id)) owned.push(id);
  });
  return owned;
}
