// A crowd in virtual time: how long does an hour of fifty advertisers and five scanning hosts take?

import { VirtualClock } from '@bluebell/ble/core';
import { openHost } from '@bluebell/ble/host';
import { AdType } from '@bluebell/ble/radio';
import { VirtualAir } from '@bluebell/ble/sim';
import type { Figure } from './harness.ts';

const ADVERTISERS = 50;
const SCANNERS = 5;
const INTERVAL_MS = 100;

/** They stand on a square of so many metres, row by row. */
const ROOM = 8;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** So long a step that the steps themselves cost nothing. */
const STEP_MS = 10_000;

/** An hour shall take a minute at most. */
const AT_MOST_SECONDS = 60;

const ADVERTISED = new Uint8Array(22).fill(7);

export default async function crowd(): Promise<readonly Figure[]> {
  const clock = new VirtualClock(Date.now());
  const air = new VirtualAir({ clock, seed: 1 });
  const heard = await clock.run(gather(air, clock));
  const share = await shareOfCollisions(air, clock);
  const before = heard.count;
  const startMs = performance.now();
  for (let passedMs = 0; passedMs < HOUR_MS; passedMs += STEP_MS) await clock.advance(STEP_MS);
  const seconds = (performance.now() - startMs) / 1000;
  const adverts = heard.count - before;
  air.close();
  return [
    {
      name: 'one simulated hour, in real time',
      value: seconds,
      unit: 's',
      atMost: AT_MOST_SECONDS,
    },
    { name: 'adverts that the hosts heard in it', value: adverts, unit: '' },
    { name: 'adverts heard', value: adverts / seconds, unit: '/s' },
    { name: 'packets that a listener in the middle loses to collisions', value: share, unit: '%' },
  ];
}

/** Everybody in their places; counts what the scanning hosts hear from now on. */
async function gather(air: VirtualAir, clock: VirtualClock): Promise<{ readonly count: number }> {
  const heard = { count: 0 };
  for (let i = 0; i < ADVERTISERS + SCANNERS; i++) {
    const address = 0xc0_00_00_00_00_00 + i;
    const controller = air.addController({ address, at: placeOf(i) });
    const host = await openHost(async () => controller.transport(), { clock });
    if (i < ADVERTISERS) {
      const data = [{ type: AdType.manufacturerData, data: ADVERTISED }];
      await host.advertise({ data, intervalMs: INTERVAL_MS });
    } else {
      void (async () => {
        for await (const _ of host.scan()) heard.count++;
      })();
    }
  }
  return heard;
}

/** Advertisers and scanners mixed: 7 and 8 have no common divisor. */
function placeOf(index: number): { readonly x: number; readonly y: number } {
  const place = (index * 7) % (ROOM * ROOM);
  return { x: place % ROOM, y: Math.floor(place / ROOM) };
}

/** Of one minute, which is not timed. */
async function shareOfCollisions(air: VirtualAir, clock: VirtualClock): Promise<number> {
  let packets = 0;
  let broken = 0;
  const end = air.tap({
    place: { x: ROOM / 2, y: ROOM / 2 },
    onPacket: ({ isIntact }) => {
      packets++;
      if (!isIntact) broken++;
    },
  });
  await clock.advance(MINUTE_MS);
  end();
  return (100 * broken) / packets;
}
