// All roles at the same time, on one controller.

import { completeName, localNameOf } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { type Device, hear, levelAt, levelOf, meet, onAir, serveBattery } from './on-air.ts';

const LINKS = 20;
const VALUES = 50;

describe('a host', () => {
  it('listens, broadcasts, and holds links of both roles, all at once', () =>
    onAir(async (stage) => {
      const hub = await stage.device();
      const strap = await stage.device();
      const phone = await stage.device();
      const beacon = await stage.device();
      await serveBattery(hub, 11);
      await serveBattery(strap, 22);
      await beacon.radio.advertise({ data: [completeName('beacon')] });
      await hub.radio.advertise({ data: [completeName('news')], isConnectable: false });

      const heard = new Set<string | undefined>();
      const end = new AbortController();
      const listening = listen(hub, heard, end.signal);
      const asCentral = await meet(hub, strap);
      const asPeripheral = await meet(phone, hub);
      expect(hub.radio.connections).toEqual(new Set([asCentral.central, asPeripheral.peripheral]));
      heard.clear();

      expect(await levelOf(asCentral.central)).toBe(22);
      expect(await levelOf(asPeripheral.central)).toBe(11);
      expect(await hear(phone.radio, 'news')).toMatchObject({ isConnectable: false });
      await stage.sleep(1000);
      expect(heard).toContain('beacon');
      expect(await levelOf(asCentral.central)).toBe(22);
      end.abort();
      await listening;
    }));

  it(`holds ${LINKS} links of both roles, and loses no value of any of them`, () =>
    onAir(async (stage) => {
      const hub = await stage.device();
      const ownLevel = await serveBattery(hub, 99);
      const links = [];
      for (let i = 0; i < LINKS; i++) {
        const other = await stage.device();
        const theirLevel = await serveBattery(other, i);
        const isCentral = i % 4 !== 3;
        const ends = await (isCentral ? meet(hub, other) : meet(other, hub));
        expect(await levelOf(ends.central)).toBe(isCentral ? i : 99);
        const level = await levelAt(ends.central);
        links.push({
          server: isCentral ? theirLevel : ownLevel,
          subscription: await level.subscribe(),
        });
      }
      expect(hub.radio.connections.size).toBe(LINKS);

      const servers = new Set(links.map(({ server }) => server));
      for (let value = 0; value < VALUES; value++) {
        await Promise.all([...servers].map((server) => server.notify(Uint8Array.of(value))));
      }
      const sent = Array.from({ length: VALUES }, (_, value) => value);
      for (const { subscription } of links) {
        const received = [];
        for (const _ of sent) {
          const next = await subscription.next({ timeoutMs: 10_000 });
          received.push(...(next?.value ?? []));
        }
        expect(received).toEqual(sent);
        expect(subscription.dropped).toBe(0);
      }
    }));
});

/** Collects the names of all that is heard. */
async function listen({ radio }: Device, names: Set<string | undefined>, signal: AbortSignal) {
  for await (const advert of radio.scan({ signal })) names.add(localNameOf(advert.data));
}
