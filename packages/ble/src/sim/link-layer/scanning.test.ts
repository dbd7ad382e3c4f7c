import { describe, expect, it } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { ALWAYS, advertise, Stage, WITHOUT_END } from './link-layers.contract.ts';
import type { ScanOnPhy, ScanParameters } from './parameters.ts';

const SCANNABLE = { legacy: true, connectable: true, scannable: true };
const DATA = fromHex('020106');
const MORE = fromHex('0409414243');

describe('scanning', () => {
  it('asks for the scan response when it is active, and only then (4.4.3.2)', async () => {
    const stage = new Stage();
    const [advertiser, active, passive] = [stage.device(), stage.device(), stage.device()];
    advertise(advertiser.ll, 0, SCANNABLE, { scanRequestNotificationEnable: true });
    advertiser.ll.setAdvertisingData(0, DATA);
    advertiser.ll.setScanResponseData(0, MORE);
    active.ll.startScanning(scan({ scanType: 1 }), WITHOUT_END);
    passive.ll.startScanning(scan({}), WITHOUT_END);
    await stage.advance(2000);
    const responses = active.notes.adverts.filter(({ eventType }) => eventType.scanResponse);
    expect(responses.length).toBeGreaterThan(10);
    expect(responses[0]).toMatchObject({
      data: MORE,
      eventType: { connectable: true, scannable: true, legacy: true },
    });
    expect(passive.notes.adverts.every(({ eventType }) => !eventType.scanResponse)).toBe(true);
    expect(advertiser.notes.of('onScanRequest')[0]).toEqual([0, 0, active.ll.publicAddress]);
  });

  it('tells of each advert and each response once when duplicates are left out', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, SCANNABLE);
    advertiser.ll.setScanResponseData(0, MORE);
    scanner.ll.startScanning(scan({ scanType: 1 }), { ...WITHOUT_END, filterDuplicates: 1 });
    await stage.advance(3000);
    expect(scanner.notes.adverts.map(({ eventType }) => eventType.scanResponse)).toEqual([
      false,
      true,
    ]);
  });

  it('hears what its windows let through (4.4.3)', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, { legacy: true });
    // A tenth of the time.
    scanner.ll.startScanning(scan({ scanInterval: 160, scanWindow: 16 }), WITHOUT_END);
    await stage.advance(100_000);
    expect(scanner.notes.adverts.length).toBeGreaterThan(60);
    expect(scanner.notes.adverts.length).toBeLessThan(130);
  });

  it('looks at the accept list alone where it is told to (4.3.3)', async () => {
    const stage = new Stage();
    const [known, unknown, scanner] = [stage.device(), stage.device(), stage.device()];
    for (const { ll } of [known, unknown]) advertise(ll, 0, { legacy: true });
    scanner.ll.addToAcceptList({ addressType: 0, address: known.ll.publicAddress });
    scanner.ll.startScanning({ ...scan({}), scanningFilterPolicy: 1 }, WITHOUT_END);
    await stage.advance(1000);
    const heard = new Set(scanner.notes.adverts.map(({ address }) => address));
    expect(heard).toEqual(new Set([known.ll.publicAddress]));
    expect(scanner.ll.clearAcceptList()).toBe(0x0c);
    scanner.ll.stopScanning();
    expect(scanner.ll.clearAcceptList()).toBe(0);
  });

  it('ends by itself when its time is up, or begins anew with each period (7.8.65)', async () => {
    const stage = new Stage();
    const [advertiser, once, often] = [stage.device(), stage.device(), stage.device()];
    advertise(advertiser.ll, 0, { legacy: true });
    once.ll.startScanning(scan({}), { ...WITHOUT_END, duration: 100 });
    const span = { ...WITHOUT_END, duration: 50, period: 1, filterDuplicates: 2 };
    often.ll.startScanning(scan({}), span);
    await stage.advance(1100);
    expect(once.notes.of('onScanTimeout')).toHaveLength(1);
    expect(once.ll.isScanning).toBe(false);
    await stage.advance(5000);
    expect(often.notes.adverts).toHaveLength(5);
    expect(often.notes.of('onScanTimeout')).toEqual([]);
  });

  it('goes on beside links, and hears adverts between their events', async () => {
    const stage = new Stage();
    const { central } = await stage.link({ interval: 24 });
    const advertiser = stage.device();
    advertise(advertiser.ll, 0, { legacy: true });
    central.ll.startScanning(scan({}), WITHOUT_END);
    await stage.advance(10_000);
    expect(central.notes.adverts.length).toBeGreaterThan(80);
  });
});

function scan(changes: Partial<ScanOnPhy>): ScanParameters {
  return { ownAddressType: 0, scanningFilterPolicy: 0, phys: { le1M: { ...ALWAYS, ...changes } } };
}
