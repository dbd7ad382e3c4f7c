// What a host does where things happen at the same moment, or in the wrong order.

import { getEventListeners } from 'node:events';
import { TransportError, UsageError } from '@bluebell/ble/core';
import { MemoryDatabaseCache, MemorySubscriptionStore } from '@bluebell/ble/gatt';
import { type Connection, completeName, localNameOf, manufacturerData } from '@bluebell/ble/radio';
import { MemoryBondStore } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import {
  type Device,
  hear,
  levelAt,
  levelOf,
  meet,
  onAir,
  type Stage,
  serveBattery,
} from './on-air.ts';

const NOBODY = { address: 0xc0_0000_0000_99, type: 'random' } as const;
const MINUTE_MS = 60_000;

describe('HostRadio.advertise', () => {
  it('stops when the signal aborts, whenever that is', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      for (const afterMs of [0, 1, 500]) {
        const end = new AbortController();
        const data = [completeName('beacon')];
        const begun = sender.radio.advertise({ data, signal: end.signal }).catch(reasonOf);
        if (afterMs > 0) await stage.sleep(afterMs);
        end.abort('enough');
        if (afterMs === 0) expect(await begun).toBe('enough');
        await stage.sleep(10);
        expect(await namesIn(stage, listener, 500)).toEqual(new Set());
      }
    }));

  it('leaves nothing on a signal that lives longer', () =>
    onAir(async (stage) => {
      const { radio } = await stage.device();
      const { signal } = new AbortController();
      for (let i = 0; i < 20; i++) await (await radio.advertise({ signal })).stop();
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    }));

  it('tells several times to stop that it has stopped when it has', () =>
    onAir(async (stage) => {
      const { radio } = await stage.device({ controller: { advertisingSets: 1 } });
      const first = await radio.advertise();
      await Promise.all([first.stop(), first.stop().then(() => radio.advertise())]);
    }));

  it('goes on once there is room for a link again, whoever made it', () =>
    onAir(async (stage) => {
      const door = await stage.device({ controller: { links: 2 } });
      const [one, other, third] = [
        await stage.device(),
        await stage.device(),
        await stage.device(),
      ];
      const { central } = await meet(door, one);
      const advertisement = await door.radio.advertise({ isConnectable: true, maxConnections: 5 });
      await other.radio.connect(advertisement.address);
      await stage.sleep(1000);
      await central.disconnect();
      expect((await third.radio.connect(advertisement.address)).isOpen).toBe(true);
    }));

  it('takes more data than fits in one command while it is on the air', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const advertisement = await sender.radio.advertise({ isExtended: true });
      const data = [longData(1), longData(2), completeName('long')];
      await advertisement.update({ data });
      expect((await hear(listener.radio, 'long')).data.length).toBeGreaterThan(500);
      await advertisement.update({ data: [completeName('short')] });
      await hear(listener.radio, 'short');
    }));

  it('goes on with what there was where the controller refuses a change', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const data = [completeName('door')];
      const options = { data, isExtended: true, isConnectable: true };
      const advertisement = await sender.radio.advertise(options);
      // Connectable adverts have one packet for their data. Vol 6, Part B, 2.3.1.6
      const change = { data: [longData(1), longData(2)] };
      await expect(advertisement.update(change)).rejects.toMatchObject({
        code: 'HCI',
        status: 0x45,
      });
      expect((await listener.radio.connect(await hear(listener.radio, 'door'))).isOpen).toBe(true);
    }));

  it('has nobody wait for peers that cannot come', () =>
    onAir(async (stage) => {
      const { radio } = await stage.device();
      const advertisement = await radio.advertise({ isConnectable: false });
      await expect(advertisement.connection()).rejects.toThrow(UsageError);
      await expect(firstOf(advertisement)).rejects.toThrow('isConnectable');
    }));

  it('says that nobody has connected in time', () =>
    onAir(async (stage) => {
      const { radio } = await stage.device();
      const advertisement = await radio.advertise({ isConnectable: true });
      const waiting = advertisement.connection({ timeoutMs: 1000 });
      await expect(waiting).rejects.toThrow('no peer has connected within 1000 ms');
    }));

  it('keeps both of two changes that are made at the same time', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const advertisement = await sender.radio.advertise({ isConnectable: true });
      await Promise.all([
        advertisement.update({ data: [completeName('in front')] }),
        advertisement.update({ scanResponse: [completeName('behind')] }),
      ]);
      const names = await namesIn(stage, listener, 2000, { active: true });
      expect(names).toEqual(new Set(['in front', 'behind']));
    }));

  it('says what was changed while the controller was away', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const advertisement = await sender.radio.advertise({ data: [completeName('before')] });
      sender.unplug();
      await stage.sleep(1000);
      await advertisement.update({ data: [completeName('after')] });
      sender.plugIn();
      await hear(listener.radio, 'after');
    }));
});

describe('HostRadio.connect', () => {
  it('is called off at once while it waits for its turn, and the others keep theirs', () =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const first = central.radio.connect(NOBODY, { timeoutMs: 5000 }).catch(reasonOf);
      const end = new AbortController();
      const second = central.radio.connect(NOBODY, { signal: end.signal }).catch(reasonOf);
      const { address } = await peripheral.radio.advertise({ isConnectable: true });
      const third = central.radio.connect(address);
      const startMs = stage.clock.now();
      end.abort('enough');
      expect(await second).toBe('enough');
      expect(stage.clock.now()).toBe(startMs);
      expect(await first).toMatchObject({ code: 'TIMEOUT' });
      expect((await third).isOpen).toBe(true);
    }));

  it('gives the signal its way where a link comes to be at the same moment', () =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const { address } = await peripheral.radio.advertise({ isConnectable: true, intervalMs: 20 });
      for (let ms = 0; ms < 40; ms++) {
        const end = new AbortController();
        const options = { signal: end.signal, mtu: undefined };
        const attempt = central.radio.connect(address, options).then(() => 'link', reasonOf);
        await stage.sleep(ms);
        end.abort('enough');
        const outcome = await attempt;
        for (const link of central.radio.connections) {
          expect(outcome).toBe('link');
          await link.disconnect();
        }
        await stage.sleep(200);
      }
      expect((await central.radio.connect(address)).isOpen).toBe(true);
    }));

  it('to a private peer ends when the signal aborted before, and when the radio is closed', () =>
    onAir(async (stage) => {
      const hub = await stage.device();
      const strap = await stage.device({ host: { privacy: true } });
      const { central } = await meet(hub, strap);
      await central.pair();
      await central.disconnect();
      const startMs = stage.clock.now();
      const signal = AbortSignal.abort('enough');
      const { identity } = strap.radio;
      await expect(hub.radio.connect(identity, { signal })).rejects.toBe('enough');
      const looking = hub.radio.connect(identity).catch(reasonOf);
      await stage.sleep(100);
      await hub.radio.close();
      expect(await looking).toBeInstanceOf(TransportError);
      expect(stage.clock.now() - startMs).toBeLessThan(200);
    }));

  it('to a private peer is not led astray by what it only broadcasts', () =>
    onAir(async (stage) => {
      const hub = await stage.device();
      const strap = await stage.device({ host: { privacy: { rotationMs: MINUTE_MS } } });
      await serveBattery(strap, 8);
      const { central } = await meet(hub, strap);
      await central.pair();
      await central.disconnect();
      await strap.radio.advertise({ isConnectable: false, intervalMs: 20 });
      const looking = hub.radio.connect(strap.radio.identity);
      await stage.sleep(5000);
      await strap.radio.advertise({ isConnectable: true });
      expect(await levelOf(await looking)).toBe(8);
    }));
});

describe('a private address', () => {
  it('changes in between attempts to connect that follow one another without a pause', () =>
    onAir(async (stage) => {
      const host = { privacy: { rotationMs: MINUTE_MS } };
      const [hub, listener] = [await stage.device({ host }), await stage.device()];
      await hub.radio.advertise({ data: [completeName('hub')] });
      const attempts = [0, 1].map(async () => {
        for (let i = 0; i < 15; i++) {
          await hub.radio.connect(NOBODY, { timeoutMs: 5000 }).catch(reasonOf);
        }
      });
      const before = (await hear(listener.radio, 'hub')).address;
      await stage.sleep(1.5 * MINUTE_MS);
      expect((await hear(listener.radio, 'hub')).address).not.toBe(before);
      await Promise.all(attempts);
    }));
});

describe('HostRadio.forget', () => {
  it('drops the bond, what the peer has subscribed to, what it serves, and who it is', () =>
    onAir(async (stage) => {
      const kept = {
        bonds: new MemoryBondStore(),
        subscriptions: new MemorySubscriptionStore(),
        databaseCache: new MemoryDatabaseCache(),
      };
      const hub = await stage.device({ host: kept });
      const strap = await stage.device({ host: { privacy: { rotationMs: MINUTE_MS } } });
      await serveBattery(hub, 1);
      await serveBattery(strap, 2);
      const { central, peripheral } = await meet(hub, strap);
      await central.pair();
      await levelOf(central);
      await (await levelAt(peripheral)).subscribe();
      await stage.sleep(1000);
      const { identity } = strap.radio;
      const [client] = [...kept.subscriptions.all()];
      expect(client?.subscriptions).not.toEqual([]);
      expect(kept.databaseCache.find(client?.peer ?? '')).toBeDefined();

      await hub.radio.forget(identity);
      await central.disconnect();
      await stage.sleep(1000);
      expect([...kept.bonds.all()]).toEqual([]);
      expect([...kept.subscriptions.all()]).toEqual([]);
      expect(kept.databaseCache.find(client?.peer ?? '')).toBeUndefined();

      const again = await meet(hub, strap);
      expect(again.central.peerIdentity).not.toEqual(identity);
      expect(again.central.security).toBeUndefined();
      expect((await again.central.pair()).isSecureConnections).toBe(true);
      expect(again.central.peerIdentity).toEqual(identity);
    }));
});

describe('hosts that share their bonds', () => {
  it('all know a peer that one of them has paired with, and none that was forgotten', () =>
    onAir(async (stage) => {
      const bonds = new MemoryBondStore();
      const identity = {
        address: { address: 0xc0_0000_0000_01, type: 'random' as const },
        irk: new Uint8Array(16).fill(7),
      };
      const [one, other] = [
        await stage.device({ host: { bonds, identity } }),
        await stage.device({ host: { bonds, identity } }),
      ];
      const strap = await stage.device({ host: { privacy: true } });
      const before = await meet(other, strap);
      expect(before.central.peerIdentity).not.toEqual(strap.radio.identity);
      await before.central.disconnect();
      const { central } = await meet(one, strap);
      await central.pair();
      await central.disconnect();
      const known = await meet(other, strap);
      expect(known.central.peerIdentity).toEqual(strap.radio.identity);
      expect(known.central.security).toBeDefined();
      await known.central.disconnect();
      bonds.remove(strap.radio.identity);
      const forgotten = await meet(other, strap);
      expect(forgotten.central.peerIdentity).not.toEqual(strap.radio.identity);
    }));
});

describe('Connection.disconnect', () => {
  it('waits for the same end, however often it is called', () =>
    onAir(async (stage) => {
      const { central } = await meet(await stage.device(), await stage.device());
      await central.updateParameters({ intervalMs: 400 });
      const ends = [1, 2, 3].map(async () => {
        await central.disconnect();
        return stage.clock.now();
      });
      const startMs = stage.clock.now();
      const endsMs = await Promise.all(ends);
      expect(new Set(endsMs).size).toBe(1);
      expect(endsMs[0]).toBeGreaterThan(startMs);
    }));
});

describe('HostRadio.close', () => {
  it('leaves a controller that does nothing any more', () =>
    onAir(async (stage) => {
      const [hub, strap, listener] = [
        await stage.device(),
        await stage.device(),
        await stage.device(),
      ];
      await hub.radio.advertise({ data: [completeName('hub')] });
      const looking = hub.radio.connect(strap.radio.identity).catch(reasonOf);
      await stage.sleep(100);
      await hub.radio.close();
      await looking;
      const advertisement = await strap.radio.advertise({ isConnectable: true });
      const visitor = advertisement.connection({ timeoutMs: 5000 });
      await expect(visitor).rejects.toMatchObject({ code: 'TIMEOUT' });
      expect(await namesIn(stage, listener, 1000)).not.toContain('hub');
    }));

  it('ends all that goes on, and refuses what comes after', () =>
    onAir(async (stage) => {
      const [hub, strap] = [await stage.device(), await stage.device()];
      const { central } = await meet(hub, strap);
      const advertisement = await hub.radio.advertise({ isConnectable: true, maxConnections: 9 });
      const accepting = advertisement.connection().catch(reasonOf);
      const attempts = [1, 2, 3].map(() => hub.radio.connect(NOBODY).catch(reasonOf));
      const listening = hear(hub.radio, 'nobody').catch(reasonOf);
      await stage.sleep(100);
      const knocking = strap.radio
        .connect(advertisement.address, { timeoutMs: 1000 })
        .catch(reasonOf);
      await Promise.all([hub.radio.close(), hub.radio.close()]);
      expect(await central.disconnected).toMatchObject({ by: 'us' });
      expect(await accepting).toMatchObject({ code: 'USAGE' });
      for (const attempt of attempts) expect(await attempt).toMatchObject({ code: 'TRANSPORT' });
      await listening;
      await knocking;
      expect(hub.radio.connections.size).toBe(0);
      const closed = /the radio was closed/;
      await expect(hub.radio.connect(strap.radio.identity)).rejects.toThrow(closed);
      await expect(hub.radio.advertise()).rejects.toThrow(closed);
    }));
});

async function firstOf(advertisement: AsyncIterable<Connection>): Promise<Connection | undefined> {
  for await (const connection of advertisement) return connection;
  return undefined;
}

function reasonOf(reason: unknown): unknown {
  return reason;
}

function longData(filling: number) {
  return manufacturerData(0xffff, new Uint8Array(250).fill(filling));
}

/** Under which names something is heard in some time. */
async function namesIn(stage: Stage, { radio }: Device, ms: number, { active = false } = {}) {
  const end = new AbortController();
  stage.clock.after(ms, () => end.abort());
  const names = new Set<string | undefined>();
  for await (const { data } of radio.scan({ signal: end.signal, active })) {
    names.add(localNameOf(data));
  }
  return names;
}
