import { describe, expect, it } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { Random } from '../air/index.ts';
import { ALWAYS, advertise, Stage, searchFor, WITHOUT_END } from './link-layers.contract.ts';
import type { ScanParameters } from './parameters.ts';

const PASSIVE = scan(0);
const ACTIVE = scan(1);
const DATA = fromHex('020106');

describe('extended advertising', () => {
  it.each([
    ['1M and 1M', 1, 1],
    ['1M and 2M', 1, 2],
    ['1M and Coded', 1, 3],
    ['Coded and Coded', 3, 3],
  ])('is followed to its data on %s', async (_, primary, secondary) => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(
      advertiser.ll,
      3,
      { includeTxPower: true },
      {
        primaryAdvertisingPhy: primary,
        secondaryAdvertisingPhy: secondary,
        advertisingSid: 5,
      },
    );
    advertiser.ll.setAdvertisingData(3, DATA);
    scanner.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(3000);
    expect(scanner.notes.adverts.length).toBeGreaterThan(10);
    expect(scanner.notes.adverts.at(-1)).toMatchObject({
      eventType: { connectable: false, scannable: false, legacy: false },
      isTruncated: false,
      address: advertiser.ll.publicAddress,
      primaryPhy: primary,
      secondaryPhy: secondary,
      advertisingSid: 5,
      txPower: 0,
      data: DATA,
    });
  });

  it.each([200, 251, 400, 1000, 1650])(
    'brings %i octets of data, in a chain where they need one',
    async (length) => {
      const stage = new Stage();
      const [advertiser, scanner] = [stage.device(), stage.device()];
      const data = new Random(length).bytes(length);
      advertise(advertiser.ll, 0, {});
      advertiser.ll.setAdvertisingData(0, data);
      scanner.ll.startScanning(PASSIVE, WITHOUT_END);
      await stage.advance(1500);
      expect(scanner.notes.adverts.at(-1)).toMatchObject({ isTruncated: false, data });
    },
  );

  it('says so when the end of a chain is lost', async () => {
    const stage = new Stage({ propagation: { loss: 0.3 } });
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, {});
    advertiser.ll.setAdvertisingData(0, new Uint8Array(1650));
    scanner.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(20_000);
    const cut = scanner.notes.adverts.filter(({ isTruncated }) => isTruncated);
    expect(cut.length).toBeGreaterThan(5);
    expect(cut.every(({ data }) => data.length > 0 && data.length < 1650)).toBe(true);
  });

  it('keeps its address to itself where it is anonymous', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, { anonymous: true });
    advertiser.ll.setAdvertisingData(0, DATA);
    scanner.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(1000);
    expect(scanner.notes.adverts[0]).toMatchObject({ addressType: 255, address: 0, data: DATA });
  });

  it('tells more to those who ask, as much as there is', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    const more = new Random(1).bytes(600);
    advertise(advertiser.ll, 0, { scannable: true }, { scanRequestNotificationEnable: true });
    advertiser.ll.setScanResponseData(0, more);
    scanner.ll.startScanning(ACTIVE, WITHOUT_END);
    await stage.advance(3000);
    const response = scanner.notes.adverts.find(({ eventType }) => eventType.scanResponse);
    expect(response).toMatchObject({ isTruncated: false, data: more });
    expect(advertiser.notes.of('onScanRequest')[0]).toEqual([0, 0, scanner.ll.publicAddress]);
  });

  it('is news once where duplicates are left out, and again with other data', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, {});
    scanner.ll.startScanning(PASSIVE, { ...WITHOUT_END, filterDuplicates: 1 });
    await stage.advance(2000);
    expect(scanner.notes.adverts).toHaveLength(1);
    advertiser.ll.setAdvertisingData(0, DATA);
    await stage.advance(2000);
    expect(scanner.notes.adverts.map(({ data }) => data.length)).toEqual([0, 3]);
  });

  it('is not told to hosts of Bluetooth 4', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, {});
    scanner.ll.startScanning(PASSIVE, { ...WITHOUT_END, legacyOnly: true });
    await stage.advance(2000);
    expect(scanner.notes.adverts).toEqual([]);
  });

  it.each([1, 2, 3])('makes links on PHY %i', async (phy) => {
    const stage = new Stage();
    const [peripheral, central] = [stage.device(), stage.device()];
    const primaryAdvertisingPhy = phy === 3 ? 3 : 1;
    advertise(
      peripheral.ll,
      0,
      { connectable: true },
      {
        primaryAdvertisingPhy,
        secondaryAdvertisingPhy: phy,
      },
    );
    const search = searchFor(peripheral.ll, { interval: 24 });
    central.ll.connect({ ...search, phys: { ...search.phys, leCoded: search.phys.le1M } });
    await stage.advance(3000);
    expect(central.notes.connections).toMatchObject([
      { status: 0, role: 0, channelSelectionAlgorithm: 1 },
    ]);
    expect(peripheral.notes.connections).toMatchObject([{ status: 0, role: 1 }]);
    expect(peripheral.notes.of('onAdvertisingEnded')).toMatchObject([[{ status: 0 }]]);
    expect(central.ll.physOf(0)).toEqual({ txPhy: phy, rxPhy: phy });
    central.ll.send(0, true, DATA);
    await stage.advance(100);
    expect(peripheral.notes.data).toEqual([DATA]);
  });

  it('runs several sets at the same time, each with its own address and data', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    for (let handle = 0; handle < 5; handle++) {
      const legacy = handle % 2 === 0;
      advertise(advertiser.ll, handle, { legacy }, { ownAddressType: 1 });
      advertiser.ll.setAdvertisingRandomAddress(handle, 0xc00000000000 + handle);
      advertiser.ll.setAdvertisingData(handle, Uint8Array.of(handle));
      advertiser.ll.enableAdvertising(handle, { duration: 0, maxExtendedAdvertisingEvents: 0 });
    }
    scanner.ll.startScanning(PASSIVE, { ...WITHOUT_END, filterDuplicates: 1 });
    await stage.advance(5000);
    const heard = scanner.notes.adverts.map(({ address, data }) => [address, data[0]]);
    expect(heard.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
      Array.from({ length: 5 }, (_, i) => [0xc00000000000 + i, i]),
    );
  });

  it('refuses connectable data that does not fit one packet', () => {
    const { ll } = new Stage().device();
    advertise(ll, 0, { connectable: true });
    ll.disableAdvertising(0);
    const span = { duration: 0, maxExtendedAdvertisingEvents: 0 };
    ll.setAdvertisingData(0, new Uint8Array(245));
    expect(ll.enableAdvertising(0, span)).toBe(0);
    ll.disableAdvertising(0);
    ll.setAdvertisingData(0, new Uint8Array(246));
    expect(ll.enableAdvertising(0, span)).toBe(0x45);
  });
});

function scan(scanType: number): ScanParameters {
  const onPhy = { ...ALWAYS, scanType };
  return { ownAddressType: 0, scanningFilterPolicy: 0, phys: { le1M: onPhy, leCoded: onPhy } };
}
