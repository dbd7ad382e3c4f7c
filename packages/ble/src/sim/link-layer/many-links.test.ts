import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import { Random, type TappedPacket } from '../air/index.ts';
import {
  ALWAYS,
  advertise,
  type Device,
  lastHandle,
  Stage,
  searchFor,
  WITHOUT_END,
} from './link-layers.contract.ts';

const COUNT = 20;
const CONNECTABLE = { legacy: true, connectable: true, scannable: true };

describe('a controller with 20 links', () => {
  it.each([6, 24, 80])(
    'keeps them all at an interval of %i, and starves none of data',
    async (interval) => {
      const stage = new Stage();
      const { hub, peers } = await star(stage, interval);
      for (const { handle } of peers) feed(hub, handle, 20);
      for (const { device } of peers) feed(device, lastHandle(device), 20);
      const before = peers.map(({ device }) => device.notes.data.length);
      hub.notes.data.length = 0;
      await stage.advance(10_000);
      expect(hub.notes.of('onDisconnection')).toEqual([]);
      const got = peers.map(({ device }, i) => device.notes.data.length - (before[i] ?? 0));
      // Nobody gets less than a third of what the luckiest gets.
      expect(Math.min(...got)).toBeGreaterThan(Math.max(...got) / 3);
      expect(hub.notes.data.length).toBeGreaterThan(COUNT * 20);
    },
  );

  it('still scans and advertises beside them', async () => {
    const stage = new Stage();
    const { hub, peers } = await star(stage, 24);
    for (const { handle } of peers) feed(hub, handle, 5);
    const [beacon, observer] = [stage.device(), stage.device()];
    advertise(beacon.ll, 0, { legacy: true });
    advertise(hub.ll, 0, { legacy: true });
    const scan = { ownAddressType: 0, scanningFilterPolicy: 0, phys: { le1M: ALWAYS } };
    hub.ll.startScanning(scan, WITHOUT_END);
    observer.ll.startScanning(scan, WITHOUT_END);
    hub.notes.adverts.length = 0;
    await stage.advance(10_000);
    const fromHub = observer.notes.adverts.filter(
      ({ address }) => address === hub.ll.publicAddress,
    );
    expect(hub.notes.adverts.length).toBeGreaterThan(5);
    expect(fromHub.length).toBeGreaterThan(25);
    expect(hub.notes.of('onDisconnection')).toEqual([]);
  });

  it('is central and peripheral at the same time', async () => {
    const stage = new Stage();
    const middle = stage.device();
    const [above, below] = [stage.device(), stage.device()];
    const up = await stage.connect(above, middle, { interval: 24 });
    const down = await stage.connect(middle, below, { interval: 24 });
    expect(middle.ll.roleOf(up.atPeripheral)).toBe(1);
    expect(middle.ll.roleOf(down.atCentral)).toBe(0);
    middle.notes.onData = (handle, isStart, data) => {
      const onward = handle === up.atPeripheral ? down.atCentral : up.atPeripheral;
      middle.ll.send(onward, isStart, data);
    };
    for (let i = 0; i < 100; i++) above.ll.send(up.atCentral, true, Uint8Array.of(i));
    await stage.advance(3000);
    expect(below.notes.data).toEqual(Array.from({ length: 100 }, (_, i) => Uint8Array.of(i)));
  });

  it('refuses one link more than it has room for, and a second one to the same peer', async () => {
    const stage = new Stage();
    const [hub, a, b] = [stage.device({ maxLinks: 1 }), stage.device(), stage.device()];
    await stage.connect(hub, a);
    expect(hub.ll.connect(searchFor(b.ll))).toBe(0x09);
    const [other, c] = [stage.device(), stage.device()];
    await stage.connect(other, c);
    expect(other.ll.connect(searchFor(c.ll))).toBe(0x0b);
  });

  it('can be told to stop looking for a peer', async () => {
    const stage = new Stage();
    const { ll, notes } = stage.device();
    expect(ll.cancelConnect()).toBe(0x0c);
    ll.connect(searchFor(stage.device().ll));
    expect(ll.connect(searchFor(stage.device().ll))).toBe(0x0c);
    expect(ll.cancelConnect()).toBe(0);
    await stage.advance(1);
    expect(notes.connections).toMatchObject([{ status: 0x02 }]);
    expect(ll.isInitiating).toBe(false);
  });

  it('makes and drops links over and over without keeping anything of them', async () => {
    const stage = new Stage();
    const [central, peripheral] = [stage.device(), stage.device()];
    for (let i = 0; i < 100; i++) {
      const { atCentral } = await stage.connect(central, peripheral);
      central.ll.disconnect(atCentral, 0x13);
      await stage.advance(50);
      expect(central.ll.hasLink(atCentral)).toBe(false);
    }
    expect(central.notes.of('onDisconnection')).toHaveLength(100);
    expect(peripheral.notes.of('onDisconnection')).toHaveLength(100);
    peripheral.ll.disableAllAdvertising();
    // Nothing is left that could wake the clock.
    await expect(stage.clock.run(new Promise(() => {}))).rejects.toThrow('no timer is set');
  });
});

describe('the same run twice', () => {
  it('gives the same packets, byte for byte and to the microsecond', async () => {
    expect(await record(5)).toEqual(await record(5));
  });

  it('gives others with another seed', async () => {
    expect(await record(5)).not.toEqual(await record(6));
  });
});

/** Some of everything: links, data, loss, scans. */
async function record(seed: number): Promise<readonly string[]> {
  const stage = new Stage({ seed, propagation: { loss: 0.1 } });
  const packets: string[] = [];
  stage.air.tap({ onPacket: (packet) => packets.push(line(packet)) });
  const { central, peripheral, atCentral, atPeripheral } = await stage.link({ timeout: 400 });
  const random = new Random(seed);
  for (let i = 0; i < 50; i++) {
    central.ll.send(atCentral, true, random.bytes(20));
    peripheral.ll.send(atPeripheral, true, random.bytes(20));
  }
  for (let i = 0; i < 5; i++) advertise(stage.device().ll, 0, CONNECTABLE);
  const active = { ...ALWAYS, scanType: 1 };
  const scan = { ownAddressType: 0, scanningFilterPolicy: 0, phys: { le1M: active } };
  stage.device().ll.startScanning(scan, WITHOUT_END);
  await stage.advance(2000);
  expect(packets.length).toBeGreaterThan(500);
  return packets;
}

function line({ startUs, channel, pdu, crc, rssiDbm, isIntact, sender }: TappedPacket): string {
  return [startUs, sender, channel, toHex(pdu), crc, rssiDbm, isIntact].join(' ');
}

/** One central with 20 peripherals. */
async function star(stage: Stage, interval: number) {
  const hub = stage.device();
  const peers: { readonly device: Device; readonly handle: number }[] = [];
  for (let i = 0; i < COUNT; i++) {
    const device = stage.device({ place: { x: Math.cos(i), y: Math.sin(i) } });
    const { atCentral } = await stage.connect(hub, device, { interval, timeout: 400 });
    peers.push({ device, handle: atCentral });
  }
  return { hub, peers };
}

/** Keeps a link busy for ever. */
function feed({ ll, notes }: Device, handle: number, length: number): void {
  const data = new Uint8Array(length);
  const before = notes.onPacketDone;
  notes.onPacketDone = (done) => {
    before(done);
    if (done === handle) ll.send(handle, true, data);
  };
  for (let i = 0; i < 4; i++) ll.send(handle, true, data);
}
