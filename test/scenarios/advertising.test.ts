// What a host says to all, and for how many at a time.

import { sleep, UsageError } from '@bluebell/ble/core';
import {
  type Advert,
  type AdvertiseOptions,
  completeName,
  localNameOf,
  manufacturerData,
} from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { type Device, hear, meet, onAir, type Stage } from './on-air.ts';

describe('advertising', () => {
  it('is done in as many sets as the controller has, each at its own pace', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const intervals = { fast: 20, middling: 100, slow: 1000 };
      for (const [name, intervalMs] of Object.entries(intervals)) {
        await sender.radio.advertise({ data: [completeName(name)], intervalMs });
      }
      const heard = await hearFor(stage, listener, 10_000);
      const counts = Object.keys(intervals).map((name) => countOf(heard, name));
      // Each event comes up to 10 ms late, 5 on average (Vol 6, Part B, 4.4.2.2): 400, 95 and 10 events.
      const [fast = 0, middling = 0, slow = 0] = counts;
      expect(fast).toBeGreaterThan(300);
      expect(fast).toBeLessThan(420);
      expect(middling).toBeGreaterThan(80);
      expect(middling).toBeLessThan(105);
      expect(slow).toBeGreaterThan(6);
      expect(slow).toBeLessThan(12);
    }));

  it('is never cut in the middle by a link that needs the radio', () =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const { central: connection } = await meet(central, peripheral);
      await connection.updateParameters({ intervalMs: 7.5 });
      let packets = 0;
      let cut = 0;
      stage.air.tap({
        onPacket: ({ isIntact }) => {
          packets++;
          if (!isIntact) cut++;
        },
      });
      await peripheral.radio.advertise({ data: [completeName('busy')], intervalMs: 20 });
      await peripheral.radio.advertise({ isExtended: true, data: [completeName('busy too')] });
      await sleep(stage.clock, 10_000);
      expect(packets).toBeGreaterThan(3000);
      expect(cut).toBe(0);
    }));

  it('is refused where all sets are taken, and goes on where one is given back', () =>
    onAir(async (stage) => {
      const { radio } = await stage.device({ controller: { advertisingSets: 2 } });
      const [first] = [await radio.advertise(), await radio.advertise()];
      await expect(radio.advertise()).rejects.toThrow(UsageError);
      await first.stop();
      await radio.advertise();
    }));

  it('reaches farther on LE Coded, and brings those who listen there', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const advertisement = await sender.radio.advertise({
        isExtended: true,
        isConnectable: true,
        phy: 'Coded',
        data: [completeName('far')],
      });
      expect(countOf(await hearFor(stage, listener, 5000), 'far')).toBe(0);
      const advert = await hear(listener.radio, 'far', { coded: true });
      expect(advert.isCoded).toBe(true);
      await using connection = await listener.radio.connect(advert);
      expect((await advertisement.connection()).peer).toEqual(listener.radio.identity);
      expect(await connection.setPhy('1M')).toEqual({ tx: '1M', rx: '1M' });
    }));

  it('cannot be heard on LE Coded by a controller that has none', () =>
    onAir(async (stage) => {
      const { radio } = await stage.device({ controller: { model: '4.2' } });
      const listening = radio.scan({ coded: true })[Symbol.asyncIterator]();
      await expect(listening.next()).rejects.toThrow(/has no LE Coded/);
    }));

  it('carries 1650 bytes where it is extended', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      // An AD structure has up to 254 bytes of data; two of them name the company.
      const data = Array.from({ length: 6 }, (_, i) =>
        manufacturerData(0xffff, new Uint8Array(252).fill(i)),
      );
      await sender.radio.advertise({ data: [...data, completeName('long')], isExtended: true });
      const advert = await hear(listener.radio, 'long');
      expect(advert).toMatchObject({ isExtended: true, isTruncated: false });
      expect(advert.data.length).toBe(6 * 256 + 6);
    }));

  it.each<AdvertiseOptions>([{ isExtended: true, phy: '2M' }, { isExtended: true, phy: '1M' }, {}])(
    'brings peers, where it is connectable, with %o',
    (options) =>
      onAir(async (stage) => {
        const [sender, other] = [await stage.device(), await stage.device()];
        const data = [completeName('door')];
        const advertisement = await sender.radio.advertise({
          ...options,
          data,
          isConnectable: true,
        });
        const connection = await other.radio.connect(await hear(other.radio, 'door'));
        const peer = await advertisement.connection({ timeoutMs: 1000 });
        expect(peer.peer).toEqual(other.radio.identity);
        expect(connection.peer).toEqual(sender.radio.identity);
      }),
  );

  it('rests while there are as many peers as it is for, and goes on when one leaves', () =>
    onAir(async (stage) => {
      const [door, first, second, third] = [
        await stage.device(),
        await stage.device(),
        await stage.device(),
        await stage.device(),
      ];
      const advertisement = await door.radio.advertise({ isConnectable: true, maxConnections: 2 });
      const target = advertisement.address;
      const one = await first.radio.connect(target);
      await second.radio.connect(target);
      const refused = third.radio.connect(target, { timeoutMs: 5000 });
      await expect(refused).rejects.toMatchObject({ code: 'TIMEOUT' });
      await one.disconnect();
      expect((await third.radio.connect(target)).isOpen).toBe(true);
      expect(door.radio.connections.size).toBe(2);
    }));

  it('says something else from now on, without a pause', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const advertisement = await sender.radio.advertise({ data: [completeName('before')] });
      await hear(listener.radio, 'before');
      await advertisement.update({ data: [completeName('after')] });
      const heard = await hearFor(stage, listener, 1000);
      expect(countOf(heard, 'after')).toBeGreaterThan(7);
      expect(countOf(heard, 'before')).toBe(0);
    }));

  it('is heard no more once it is stopped, while its links stay', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const { central } = await meet(listener, sender);
      expect(await hearFor(stage, listener, 2000)).toEqual([]);
      expect(central.isOpen).toBe(true);
    }));
});

/** All that is heard in some time. */
async function hearFor(stage: Stage, { radio }: Device, ms: number): Promise<readonly Advert[]> {
  const heard: Advert[] = [];
  const end = new AbortController();
  stage.clock.after(ms, () => end.abort());
  for await (const advert of radio.scan({ signal: end.signal })) heard.push(advert);
  return heard;
}

function countOf(adverts: readonly Advert[], name: string): number {
  return adverts.filter(({ data }) => localNameOf(data) === name).length;
}
