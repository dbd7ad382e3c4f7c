// What the hub makes of a clock that is set while it runs: nothing is measured by it.

import { fromHex, parseAddress, VirtualClock } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import { BindKey } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { KITCHEN, START_MS, stranger, TestRadio, thermometer } from '../air.contract.ts';
import { Hub } from '../hub.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import type { Update } from '../state/device.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const KEY = '00112233445566778899aabbccddeeff';
const PHONE = 'C0:FF:EE:00:00:01';

/** An hour ahead, an hour back, and to where clocks without a battery begin. */
const JUMPS_MS = [HOUR_MS, -HOUR_MS, -START_MS];

describe('a clock that is set', () => {
  it.each(JUMPS_MS)('by %d ms, and back, gives one event a press', (jumpMs) =>
    onHub({}, async ({ clock, say, updates }) => {
      const press = () => say(thermometer({ isPressed: true }));
      await press();
      clock.jump(jumpMs);
      await press();
      clock.jump(-jumpMs);
      await press();
      expect(updates.flatMap(({ events }) => events)).toHaveLength(1);
      await clock.advance(MINUTE_MS);
      await press();
      expect(updates.flatMap(({ events }) => events)).toHaveLength(2);
    }),
  );

  it.each(JUMPS_MS)('by %d ms, and back, lets no recorded frame pass for new', (jumpMs) =>
    onHub({ hasKey: true }, async ({ clock, say, hub }) => {
      const frame = (counter: number) =>
        say(thermometer({ celsius: counter / 100, key: KEY, counter }));
      const heardLast = () => hub.devices[0]?.values.temperature;
      for (let counter = 1_000; counter < 1_010; counter++) await frame(counter);
      expect(heardLast()).toBe(10.09);
      clock.jump(jumpMs);
      await frame(1_004);
      await clock.advance(15 * MINUTE_MS);
      await frame(1_004);
      clock.jump(-jumpMs);
      await frame(1_009);
      await frame(1_005);
      expect(heardLast()).toBe(10.09);
      expect(hub.counts.freshness.replay).toBeGreaterThan(0);
      await frame(1_010);
      expect(heardLast()).toBe(10.1);
    }),
  );

  it.each(JUMPS_MS)(
    'by %d ms does not make a sensor silent, nor one that is silent heard',
    (jumpMs) =>
      onHub({}, async ({ clock, say, hub }) => {
        const isOnline = () => hub.device('A4C138000001')?.isOnline;
        const pass = async (minutes: number, isHeard: boolean) => {
          for (let minute = 0; minute < minutes; minute++) {
            await say(stranger({ from: '70:00:00:00:00:01' }));
            if (isHeard) await say(thermometer({ celsius: minute % 2 ? 20 : 21 }));
            await clock.advance(MINUTE_MS);
          }
        };
        await pass(60, true);
        expect(isOnline()).toBe(true);
        clock.jump(jumpMs);
        await pass(3, false);
        expect(isOnline()).toBe(true);
        await pass(5, false);
        expect(isOnline()).toBe(false);
        clock.jump(-jumpMs);
        await pass(1, false);
        expect(isOnline()).toBe(false);
        await pass(1, true);
        expect(isOnline()).toBe(true);
        expect(hub.device('A4C138000001')?.intervalMs).toBeLessThan(15 * MINUTE_MS);
      }),
  );

  it.each(JUMPS_MS)('by %d ms neither sends a phone away nor keeps it home', (jumpMs) =>
    onHub({}, async ({ clock, say, hub }) => {
      const isHome = () => hub.device('C0FFEE000001')?.isHome;
      await say(stranger({ from: PHONE }));
      expect(isHome()).toBe(true);
      clock.jump(jumpMs);
      await clock.advance(4 * MINUTE_MS);
      expect(isHome()).toBe(true);
      await clock.advance(2 * MINUTE_MS);
      expect(isHome()).toBe(false);
    }),
  );
});

/** A hub on one radio, whose adverts bear the time of a clock that may be set. */
async function onHub({ hasKey = false }, play: (stage: Stage) => Promise<void>): Promise<void> {
  const clock = new VirtualClock(START_MS);
  const radio = new TestRadio();
  const address = parseAddress(KITCHEN);
  const keys = new Map(hasKey ? [[address, new BindKey(fromHex(KEY))]] : []);
  const hub = new Hub({
    radios: [radio],
    devices: [{ address }],
    keys,
    phones: [
      { address: parseAddress(PHONE), name: 'phone', irk: undefined, awayAfterMs: 5 * MINUTE_MS },
    ],
    ignored: new Set(),
    discovered: 0,
    clock,
    log: new ReadableLog(),
  });
  const updates: Update[] = [];
  hub.addSink({
    name: 'test',
    update: (update) => updates.push(update),
    forget: () => {},
    close: async () => {},
  });
  const running = hub.run();
  const say = async (advert: Advert) => {
    radio.hear(heardNow(advert, clock));
    await clock.advance(100);
  };
  try {
    await play({ clock, hub, updates, say });
  } finally {
    await hub.stop();
    await running;
  }
}

interface Stage {
  readonly clock: VirtualClock;
  readonly hub: Hub;
  readonly updates: readonly Update[];
  /** Something is heard now. */
  readonly say: (advert: Advert) => Promise<void>;
}

function heardNow(advert: Advert, clock: VirtualClock): Advert {
  const { addressValue: address, addressType, data, rssiDbm } = advert;
  const moment = { timeMs: clock.now(), steadyMs: clock.steady() };
  return new Advert({ address, addressType, data, rssiDbm, ...moment });
}
