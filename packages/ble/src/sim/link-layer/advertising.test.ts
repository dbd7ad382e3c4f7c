import { describe, expect, it } from 'vitest';
import { fromHex } from '../../core/index.ts';
import type { TappedPacket } from '../air/index.ts';
import {
  ALWAYS,
  advertise,
  advertisingParameters,
  Stage,
  searchFor,
  WITHOUT_END,
} from './link-layers.contract.ts';
import type { ScanParameters } from './parameters.ts';

const PASSIVE: ScanParameters = {
  ownAddressType: 0,
  scanningFilterPolicy: 0,
  phys: { le1M: ALWAYS },
};
const BEACON = { legacy: true };
const CONNECTABLE = { legacy: true, connectable: true, scannable: true };

describe('legacy advertising', () => {
  it('comes on 37, 38 and 39 in each event, an interval and up to 10 ms apart (4.4.2.2)', async () => {
    const stage = new Stage();
    const packets = tap(stage);
    advertise(stage.device().ll, 0, BEACON);
    await stage.advance(60_000);
    expect(packets.slice(0, 6).map(({ channel }) => channel)).toEqual([37, 38, 39, 37, 38, 39]);
    const starts = packets.filter(({ channel }) => channel === 37).map(({ startUs }) => startUs);
    const gaps = starts.slice(1).map((atUs, i) => atUs - (starts[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(110_000);
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeGreaterThan(9_000);
  });

  it('keeps to the channels of its map', async () => {
    const stage = new Stage();
    const packets = tap(stage);
    advertise(stage.device().ll, 0, BEACON, { primaryAdvertisingChannelMap: 0b101 });
    await stage.advance(500);
    expect(new Set(packets.map(({ channel }) => channel))).toEqual(new Set([37, 39]));
  });

  it('ends when its time is up, or its events are (7.8.56)', async () => {
    const stage = new Stage();
    const { ll, notes } = stage.device();
    ll.setAdvertisingParameters(1, advertisingParameters(BEACON));
    ll.setAdvertisingParameters(2, advertisingParameters(BEACON));
    ll.enableAdvertising(1, { duration: 100, maxExtendedAdvertisingEvents: 0 });
    ll.enableAdvertising(2, { duration: 0, maxExtendedAdvertisingEvents: 3 });
    await stage.advance(2000);
    expect(notes.of('onAdvertisingEnded').map(([end]) => end)).toMatchObject([
      { advertisingHandle: 2, status: 0x43, numCompletedExtendedAdvertisingEvents: 3 },
      { advertisingHandle: 1, status: 0x3c },
    ]);
    expect([ll.isAdvertising(1), ll.isAdvertising(2)]).toEqual([false, false]);
  });

  it('changes its data while it goes on', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, BEACON);
    scanner.ll.startScanning(PASSIVE, WITHOUT_END);
    for (const hex of ['020106', '020104']) {
      expect(advertiser.ll.setAdvertisingData(0, fromHex(hex))).toBe(0);
      await stage.advance(300);
      expect(scanner.notes.adverts.at(-1)?.data).toEqual(fromHex(hex));
    }
    expect(advertiser.ll.setAdvertisingData(0, new Uint8Array(32))).toBe(0x12);
  });

  it('connects the one whom a directed advert is for, and nobody else (4.4.2.4.3)', async () => {
    const stage = new Stage();
    const [peripheral, friend, stranger] = [stage.device(), stage.device(), stage.device()];
    const properties = { legacy: true, connectable: true, directed: true };
    advertise(peripheral.ll, 0, properties, { peerAddress: friend.ll.publicAddress });
    stranger.ll.connect(searchFor(peripheral.ll));
    await stage.advance(1000);
    expect(stranger.notes.connections).toEqual([]);
    friend.ll.connect(searchFor(peripheral.ll));
    await stage.advance(1000);
    expect(friend.notes.connections).toMatchObject([{ status: 0, role: 0 }]);
    expect(peripheral.notes.connections).toMatchObject([
      { status: 0, role: 1, peerAddress: friend.ll.publicAddress },
    ]);
    expect(peripheral.notes.of('onAdvertisingEnded')).toMatchObject([[{ status: 0 }]]);
  });

  it('gives up after 1.28 s of high duty, with at most 3.75 ms between events (4.4.2.4.3)', async () => {
    const stage = new Stage();
    const packets = tap(stage);
    const { ll, notes } = stage.device();
    const properties = { legacy: true, connectable: true, directed: true, highDutyCycle: true };
    advertise(ll, 0, properties, { peerAddress: 0x112233445566 });
    await stage.advance(1275);
    expect(notes.of('onAdvertisingEnded')).toEqual([]);
    await stage.advance(25);
    expect(notes.of('onAdvertisingEnded')).toMatchObject([[{ status: 0x3c }]]);
    const starts = packets.filter(({ channel }) => channel === 37).map(({ startUs }) => startUs);
    const gaps = starts.slice(1).map((atUs, i) => atUs - (starts[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3_750);
  });

  it.each([
    ['scan requests', 1, [0, 1]],
    ['connections', 2, [1, 0]],
    ['both', 3, [0, 0]],
  ])(
    'filters %s by the accept list (4.3.2)',
    async (_, advertisingFilterPolicy, [asked, linked]) => {
      const stage = new Stage();
      const [peripheral, central] = [stage.device(), stage.device()];
      const changes = { advertisingFilterPolicy, scanRequestNotificationEnable: true };
      advertise(peripheral.ll, 0, CONNECTABLE, changes);
      const active = { ...PASSIVE, phys: { le1M: { ...ALWAYS, scanType: 1 } } };
      central.ll.startScanning(active, { ...WITHOUT_END, filterDuplicates: 1 });
      await stage.advance(1000);
      central.ll.stopScanning();
      central.ll.connect(searchFor(peripheral.ll));
      await stage.advance(1000);
      expect(Math.min(peripheral.notes.of('onScanRequest').length, 1)).toBe(asked);
      expect(peripheral.notes.connections).toHaveLength(linked ?? 0);
      expect(peripheral.ll.addToAcceptList({ addressType: 0, address: 1 })).toBe(linked ? 0 : 0x0c);
    },
  );

  it('is refused for parameters that make no sense, and sets that are not there', () => {
    const { ll } = new Stage().device({ maxAdvertisingSets: 1 });
    const set = (changes: object) =>
      ll.setAdvertisingParameters(0, advertisingParameters(BEACON, changes)).status;
    expect(set({ primaryAdvertisingChannelMap: 0 })).toBe(0x12);
    expect(set({ primaryAdvertisingIntervalMin: 161 })).toBe(0x12);
    expect(set({})).toBe(0);
    expect(ll.setAdvertisingParameters(1, advertisingParameters(BEACON)).status).toBe(0x07);
    expect(ll.enableAdvertising(5, { duration: 0, maxExtendedAdvertisingEvents: 0 })).toBe(0x42);
    expect(ll.setAdvertisingData(5, fromHex(''))).toBe(0x42);
    expect(ll.removeAdvertisingSet(0)).toBe(0);
    expect(ll.hasAdvertisingSet(0)).toBe(false);
  });
});

function tap(stage: Stage): readonly TappedPacket[] {
  const packets: TappedPacket[] = [];
  stage.air.tap({ onPacket: (packet) => packets.push(packet) });
  return packets;
}
