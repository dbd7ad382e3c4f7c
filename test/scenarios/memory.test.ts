// What is left of links that have ended: nothing, however many there were.

import { queryObjects } from 'node:v8';
import type { Connection } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { type Device, levelOf, meet, onAir, serveBattery } from './on-air.ts';

const LINKS = 10;

describe('links that have ended', () => {
  it('are forgotten by both hosts', () =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      await serveBattery(peripheral, 42);
      const { constructor: kind } = await comeAndGo(central, peripheral);
      for (let i = 1; i < LINKS; i++) await comeAndGo(central, peripheral);
      // The last one may still be somebody's result, at either end.
      expect(queryObjects(kind, { format: 'count' })).toBeLessThanOrEqual(2);
    }));
});

/** Connects, uses the link, and ends it; gives the central's end. */
async function comeAndGo(central: Device, peripheral: Device): Promise<Connection> {
  const ends = await meet(central, peripheral);
  expect(await levelOf(ends.central)).toBe(42);
  await ends.central.disconnect();
  await ends.peripheral.disconnected;
  return ends.central;
}
