// Services over the air: what is kept from one link to the next, and what happens when services change.

import type { Connection, LocalServices } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { type Device, levelAt, levelOf, meet, onAir, type Stage, serveBattery } from './on-air.ts';

const SERVICE = 'ffe0';

describe('a bonded client', () => {
  it('has its subscriptions back as soon as the link is encrypted', () =>
    onAir(async (stage) => {
      const [hub, strap] = [await stage.device(), await stage.device()];
      const level = await serveBattery(strap, 1);
      const first = await meet(hub, strap);
      await first.central.pair();
      const before = await levelAt(first.central);
      await before.subscribe();
      expect(level.subscribers).toEqual(new Set([first.peripheral]));
      await first.central.disconnect();
      await stage.sleep(100);
      expect(level.subscribers.size).toBe(0);

      const again = await meet(hub, strap);
      const values: number[] = [];
      again.central.onUnhandledNotification = (_, value) => values.push(...value);
      expect(level.subscribers).toEqual(new Set([again.peripheral]));
      await level.notify(Uint8Array.of(9));
      await stage.sleep(100);
      expect(values).toEqual([9]);
    }));

  it('discovers nothing twice, but what has changed meanwhile', () =>
    onAir(async (stage) => {
      const [hub, strap] = [await stage.device(), await stage.device()];
      await serveBattery(strap, 1);
      await serveTexts(strap, 10);
      const first = await meet(hub, strap);
      await first.central.pair();
      const atFirst = await packetsOf(stage, () => discoverAll(first.central));
      await first.central.disconnect();

      const again = await meet(hub, strap);
      const secondTime = await packetsOf(stage, () => discoverAll(again.central));
      expect(secondTime).toBeLessThan(atFirst / 4);
      await again.central.disconnect();

      await serveTexts(strap, 1, 'fff0');
      const third = await meet(hub, strap);
      const found = await third.central.services();
      expect(found.map(({ uuid }) => uuid)).toEqual(['1800', '1801', '180f', SERVICE, 'fff0']);
    }));
});

describe('services that change', () => {
  it('are told to whoever is connected, and found at once', () =>
    onAir(async (stage) => {
      const [hub, strap] = [await stage.device(), await stage.device()];
      await serveBattery(strap, 1);
      const { central } = await meet(hub, strap);
      expect(await levelOf(central)).toBe(1);
      const level = await levelAt(central);
      const added = await serveTexts(strap, 3);
      await stage.sleep(1000);
      expect((await central.services()).map(({ uuid }) => uuid)).toContain(SERVICE);
      await added.remove();
      await stage.sleep(1000);
      expect((await central.services()).map(({ uuid }) => uuid)).not.toContain(SERVICE);
      // Its handle is the same: it is still good.
      expect(await level.read()).toEqual(Uint8Array.of(1));
    }));
});

describe('both ends of a link', () => {
  it('serve and ask at the same time', () =>
    onAir(async (stage) => {
      const [one, other] = [await stage.device(), await stage.device()];
      await serveBattery(one, 1);
      await serveBattery(other, 2);
      const { central, peripheral } = await meet(one, other);
      const asked = Array.from({ length: 20 }, async () => [
        await levelOf(central),
        await levelOf(peripheral),
      ]);
      expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, () => [2, 1]));
    }));
});

/** Serves a text in each of some characteristics. */
function serveTexts({ radio }: Device, count: number, uuid = SERVICE): Promise<LocalServices> {
  const characteristics = Array.from({ length: count }, (_, i) => ({
    uuid: `00000000-0000-4000-8000-${(i + 1).toString().padStart(12, '0')}`,
    properties: ['read', 'notify'] as const,
    value: new TextEncoder().encode(`text ${i}`),
  }));
  return radio.serve([{ uuid, characteristics }]);
}

async function discoverAll(connection: Connection): Promise<void> {
  for (const service of await connection.services()) {
    for (const characteristic of await service.characteristics())
      await characteristic.descriptors();
  }
}

/** How many packets that say anything go over links meanwhile. */
async function packetsOf(stage: Stage, work: () => Promise<void>): Promise<number> {
  let packets = 0;
  const stop = stage.air.tap({
    onPacket: ({ channel, pdu }) => {
      if (channel < 37 && pdu.length > 2) packets++;
    },
  });
  await work();
  stop();
  return packets;
}
