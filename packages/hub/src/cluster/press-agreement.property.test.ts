// Whatever happens to hubs and broker: each press is told, and told as one.

import { VirtualClock } from '@bluebell/ble/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeBroker } from './fake-broker.contract.ts';
import { EVENTS, TestHub } from './test-hubs.contract.ts';

/** Something that happens, and how long nothing does after it. */
type Step =
  | {
      readonly kind: 'press';
      readonly hears: readonly (number | undefined)[];
      readonly thenMs: number;
    }
  | {
      readonly kind: 'kill' | 'restart' | 'lose' | 'connect' | 'stall';
      readonly hub: number;
      readonly ms: number;
      readonly thenMs: number;
    }
  | {
      readonly kind: 'stop' | 'start';
      readonly keeps: boolean;
      readonly thenMs: number;
    };

/** More where there is time. */
const RUNS = process.env.BLUEBELL_LONG ? 500 : 25;

/** By then what was heard is told, and whoever came knows what was told before. */
const UNDER_WAY_MS = 2_500;

const ENDS: ReadonlySet<string> = new Set(['stop', 'lose']);

const MAX_HUBS = 4;
const thenMs = fc.oneof(fc.nat(20), fc.nat(400), fc.nat(10_000));

/** When each hub hears it, milliseconds after the first; some do not. */
const press = fc.record({
  kind: fc.constant('press' as const),
  hears: fc.array(fc.option(fc.nat(300), { nil: undefined, freq: 3 }), {
    minLength: MAX_HUBS,
    maxLength: MAX_HUBS,
  }),
  thenMs,
});
const hubTrouble = (...kinds: readonly ('kill' | 'restart' | 'lose' | 'connect' | 'stall')[]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    hub: fc.nat(MAX_HUBS - 1),
    ms: fc.oneof(fc.constant(0), fc.nat(1_000), fc.nat(30_000)),
    thenMs,
  });
const deaths = hubTrouble('kill', 'restart');
const connections = hubTrouble('lose', 'connect');
const stalls = hubTrouble('stall');
const outages = fc.record({ kind: fc.constantFrom('stop', 'start'), keeps: fc.boolean(), thenMs });

const hubCount = fc.integer({ min: 2, max: MAX_HUBS });
const latencies = fc.infiniteStream(fc.nat(30));

/** Presses among what else may happen. */
function among(...troubles: readonly fc.Arbitrary<Step>[]): fc.Arbitrary<Step[]> {
  const step = fc.oneof({ arbitrary: press, weight: 2 * troubles.length }, ...troubles);
  return fc.array(step, { minLength: 2, maxLength: 12 });
}

describe('hubs', () => {
  it('tell of every press once while they and the broker live', async () => {
    const steps = fc.array(press, { minLength: 1, maxLength: 12 });
    await forAll(steps, ({ told, presses, sums }) => {
      expect(told.map(({ press }) => press).toSorted(byNumber)).toEqual(presses.toSorted(byNumber));
      expect(new Set(sums)).toEqual(new Set([presses.reduce((sum, at) => sum + stepsAt(at), 0)]));
    });
  });

  it('tell of every press under one id when hubs die and start again', async () => {
    await forAll(among(deaths), (played) => {
      expect(lostOf(played)).toEqual([]);
      expect(renamedOf(played)).toEqual([]);
    });
  });

  it.each([
    ['the broker', among(outages)],
    // Of one hub: where all come and go, nobody is left who could know what was told.
    ['a connection', among(connections.map((step) => ({ ...step, hub: 0 })))],
    ['the network', among(stalls)],
  ])('tell of every press under one id when %s fails and is back', async (_, steps) => {
    await forAll(steps, (played) => {
      expect(lostOf(played)).toEqual([]);
      expect(renamedOf(played)).toEqual([]);
    });
  });

  it('lose no press when all of it happens at once', async () => {
    // When a hub dies whose words nobody heard, since the network or the broker failed too, the press is
    // told again under another id: there is nobody left who could know better.
    await forAll(among(deaths, connections, stalls, outages), (played) => {
      expect(lostOf(played)).toEqual([]);
    });
  });
});

async function forAll(steps: fc.Arbitrary<Step[]>, judge: (played: Played) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(hubCount, steps, latencies, async (count, steps, latency) => {
      judge(await play(count, steps, latency));
    }),
    { numRuns: RUNS },
  );
}

/** Presses that nobody told of, although one that heard them lived to the end. */
function lostOf({ told, heardBySurvivors }: Played): readonly number[] {
  return [...heardBySurvivors].filter((at) => !told.some(({ press }) => press === at));
}

/** Presses that were told under two ids. */
function renamedOf({ told, presses }: Played): readonly number[] {
  return presses.filter((at) => {
    return new Set(told.filter(({ press }) => press === at).map(({ id }) => id)).size > 1;
  });
}

interface Played {
  /** What the broker took, in order. */
  readonly told: readonly { readonly press: number; readonly id: string }[];
  /** Presses that a hub that lived heard. */
  readonly presses: readonly number[];
  /** Those of which one that heard it lived to the end. */
  readonly heardBySurvivors: ReadonlySet<number>;
  /** The dial as each hub knows it. */
  readonly sums: readonly number[];
}

async function play(
  count: number,
  steps: readonly Step[],
  latency: Iterator<number>,
): Promise<Played> {
  const clock = new VirtualClock(1_000_000);
  const broker = new FakeBroker(clock);
  const latencyMs = () => Number(latency.next().value);
  const hubs = Array.from({ length: count }, (_, at) => {
    return new TestHub(broker, { number: at + 1, latencyMs, aheadMs: at * 100_000 });
  });
  const lives = hubs.map(() => 0);
  for (const hub of hubs) hub.client.connect();
  await clock.advance(5_000);
  let diedMs = Number.NEGATIVE_INFINITY;
  /** The hub and its life that heard each press. */
  const heard = new Map<number, Set<string>>();
  for (const [at, step] of steps.entries()) {
    // One end at a time: a press that is being told of when a connection ends, or whose only witnesses die
    // together, may be told twice, as two.
    if (ENDS.has(step.kind)) await clock.advance(UNDER_WAY_MS);
    if (step.kind === 'press') {
      for (const [which, hub] of hubs.entries()) {
        const delayMs = step.hears[which];
        if (delayMs === undefined) continue;
        clock.after(delayMs, () => {
          if (!hub.isAlive) return;
          heard.set(at, (heard.get(at) ?? new Set()).add(`${which} ${lives[which]}`));
          hub.press({ packet: at, events: [turn(at)] });
        });
      }
    } else if (step.kind === 'stop' && broker.isUp) {
      broker.stop(step.keeps);
    } else if (step.kind === 'start' && !broker.isUp) {
      broker.start();
      for (const [which, hub] of hubs.entries()) {
        clock.after(100 * ((which * 7 + at) % 5), () => hub.client.connect());
      }
    } else if ('hub' in step) {
      const hub = hubs[step.hub % count];
      if (step.kind === 'kill' || step.kind === 'restart') {
        const goneMs = clock.steady() - diedMs;
        if (goneMs < UNDER_WAY_MS) await clock.advance(UNDER_WAY_MS - goneMs);
        diedMs = clock.steady();
      }
      if (hub) happens(hub, step);
      if (step.kind === 'restart') lives[step.hub % count] = (lives[step.hub % count] ?? 0) + 1;
    }
    await clock.advance(step.thenMs);
  }
  await clock.advance(400);
  broker.start();
  for (const hub of hubs) if (hub.isAlive) hub.client.connect();
  await clock.advance(45_000);
  const survivors = new Set(
    hubs.flatMap(({ isAlive }, at) => (isAlive ? [`${at} ${lives[at]}`] : [])),
  );
  for (const hub of hubs) hub.kill();
  return {
    told: broker.on(EVENTS).map(({ payload }) => {
      const { count: press, event_id: id } = JSON.parse(payload);
      return { press, id };
    }),
    presses: [...heard.keys()],
    heardBySurvivors: new Set(
      [...heard].filter(([, by]) => [...by].some((one) => survivors.has(one))).map(([at]) => at),
    ),
    sums: hubs.map(({ dialSum }) => dialSum),
  };
}

function happens(hub: TestHub, { kind, ms }: { readonly kind: string; readonly ms: number }): void {
  if (kind === 'kill' && hub.isAlive) hub.kill(ms);
  else if (kind === 'restart') {
    if (hub.isAlive) hub.kill(ms);
    hub.restart();
  } else if (kind === 'lose') hub.client.lose(ms);
  else if (kind === 'connect') hub.client.connect();
  else if (kind === 'stall') hub.client.stall(ms);
}

function stepsAt(press: number): number {
  return press % 2 === 0 ? press + 1 : -press;
}

function turn(press: number) {
  const steps = stepsAt(press);
  const type = steps < 0 ? 'rotate_left' : 'rotate_right';
  return { source: 'dimmer', type, steps: Math.abs(steps), count: press };
}

function byNumber(one: number, other: number): number {
  return one - other;
}
