// Advertising and scanning between two controllers, with the commands of Bluetooth 4.
// Core Spec v5.4, Vol 4, Part E, 7.8.5 to 7.8.11.

import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import { PERIPHERAL, twoHosts } from './connected-hosts.contract.ts';
import type { TestHost } from './test-hosts.contract.ts';

const { HciStatus } = hci;

const DATA = Uint8Array.of(2, 1, 6);
const NAME = Uint8Array.of(3, 9, 0x41, 0x42);

describe('legacy commands', () => {
  it('bring an advert from one host to the other, with its scan response (7.7.65.2)', async () => {
    const { clock, central, peripheral } = await twoHosts({ model: '4.2' });
    await advertiseLegacy(peripheral);
    await scanLegacy(central, { isActive: true });
    await clock.advance(1000);
    const { adverts } = central;
    const kinds = adverts.map(({ eventType, data }) => `${eventType} ${toHex(data)}`);
    expect(new Set(kinds)).toEqual(new Set(['0 020106', '4 03094142']));
    expect(new Set(adverts.map(({ address }) => address))).toEqual(new Set([PERIPHERAL]));
    expect(adverts.length).toBeGreaterThan(20);
  });

  it('leave repeats out where the host wants that (7.8.11)', async () => {
    const { clock, central, peripheral } = await twoHosts({ model: '4.2' });
    await advertiseLegacy(peripheral);
    await scanLegacy(central, { filterDuplicates: true });
    await clock.advance(2000);
    expect(central.adverts).toHaveLength(1);
  });

  it('change the data of adverts that are on the air', async () => {
    const { clock, central, peripheral } = await twoHosts({ model: '4.2' });
    await advertiseLegacy(peripheral);
    await scanLegacy(central);
    await clock.advance(100);
    await peripheral.send(hci.leSetAdvertisingData, { advertisingData: NAME });
    central.reports.length = 0;
    await clock.advance(200);
    expect(new Set(central.adverts.map(({ data }) => toHex(data)))).toEqual(new Set(['03094142']));
  });

  it('keep the random address that is on the air (7.8.4)', async () => {
    const { peripheral } = await twoHosts({ model: '4.2' });
    await advertiseLegacy(peripheral);
    const changing = peripheral.send(hci.leSetRandomAddress, { randomAddress: 0xc00000000009 });
    await expect(changing).rejects.toMatchObject({ status: HciStatus.commandDisallowed });
    await peripheral.send(hci.leSetAdvertisingEnable, { advertisingEnable: false });
    await peripheral.send(hci.leSetRandomAddress, { randomAddress: 0xc00000000009 });
  });

  it('end it all when they say so', async () => {
    const { clock, central, peripheral } = await twoHosts({ model: '4.2' });
    await advertiseLegacy(peripheral);
    await scanLegacy(central);
    await peripheral.send(hci.leSetAdvertisingEnable, { advertisingEnable: false });
    await clock.advance(100);
    central.reports.length = 0;
    await clock.advance(1000);
    expect(central.reports).toEqual([]);
    await peripheral.send(hci.leSetAdvertisingEnable, { advertisingEnable: true });
    await central.send(hci.leSetScanEnable, { leScanEnable: false, filterDuplicates: false });
    await clock.advance(1000);
    expect(central.reports).toEqual([]);
  });

  it('tell of high duty that found nobody by a connection of status 0x3C (7.8.9)', async () => {
    const { clock, peripheral } = await twoHosts({ model: '4.2' });
    await peripheral.send(hci.leSetAdvertisingParameters, {
      ...LEGACY_PARAMETERS,
      advertisingType: 1,
      peerAddress: 0xd00000000000,
    });
    const sinceMs = clock.now();
    await peripheral.send(hci.leSetAdvertisingEnable, { advertisingEnable: true });
    expect(await peripheral.take('leEnhancedConnectionComplete')).toMatchObject({
      status: HciStatus.advertisingTimeout,
      role: 1,
    });
    // Adverts may be late by the clock, see `AirOptions.slackUs`.
    expect(clock.now() - sinceMs).toBeLessThan(1290);
  });

  it('cannot change how a host advertises or scans in the middle of it: 0x0C', async () => {
    const { central, peripheral } = await twoHosts({ model: '4.2' });
    await advertiseLegacy(peripheral);
    await scanLegacy(central);
    expect(await peripheral.statusOf(hci.leSetAdvertisingParameters, LEGACY_PARAMETERS)).toBe(
      HciStatus.commandDisallowed,
    );
    expect(await central.statusOf(hci.leSetScanParameters, LEGACY_SCAN)).toBe(
      HciStatus.commandDisallowed,
    );
  });

  it.each([
    ['a type that is none', { advertisingType: 5 }],
    ['too short an interval', { advertisingIntervalMin: 0x1f }],
    ['intervals the wrong way round', { advertisingIntervalMin: 0x40 }],
    ['no channel', { advertisingChannelMap: 0 }],
    ['a policy that is none', { advertisingFilterPolicy: 4 }],
    ['an address of no type', { ownAddressType: 4 }],
  ])('are refused with 0x12 for %s (7.8.5)', async (_what, wrong) => {
    const { peripheral } = await twoHosts({ model: '4.2' });
    const parameters = { ...LEGACY_PARAMETERS, ...wrong };
    expect(await peripheral.statusOf(hci.leSetAdvertisingParameters, parameters)).toBe(
      HciStatus.invalidParameters,
    );
  });

  it('are refused with 0x0C after those of Bluetooth 5, until Reset (3.1.1)', async () => {
    const { central } = await twoHosts();
    const parameters = { leScanEnable: false, filterDuplicates: false };
    expect(await central.statusOf(hci.leSetScanEnable, parameters)).toBe(
      HciStatus.commandDisallowed,
    );
    await central.send(hci.reset);
    expect(await central.statusOf(hci.leSetScanEnable, parameters)).toBe(HciStatus.success);
    expect(await central.statusOf(hci.leReadNumberOfSupportedAdvertisingSets)).toBe(
      HciStatus.commandDisallowed,
    );
  });
});

const LEGACY_PARAMETERS = {
  advertisingIntervalMin: 0x30,
  advertisingIntervalMax: 0x30,
  advertisingType: 0,
  ownAddressType: 0,
  peerAddressType: 0,
  peerAddress: 0,
  advertisingChannelMap: 7,
  advertisingFilterPolicy: 0,
};

const LEGACY_SCAN = {
  leScanType: 0,
  leScanInterval: 0x60,
  leScanWindow: 0x60,
  ownAddressType: 0,
  scanningFilterPolicy: 0,
};

async function advertiseLegacy(host: TestHost): Promise<void> {
  await host.send(hci.leSetAdvertisingParameters, LEGACY_PARAMETERS);
  await host.send(hci.leSetAdvertisingData, { advertisingData: DATA });
  await host.send(hci.leSetScanResponseData, { scanResponseData: NAME });
  await host.send(hci.leSetAdvertisingEnable, { advertisingEnable: true });
}

async function scanLegacy(
  host: TestHost,
  { isActive = false, filterDuplicates = false } = {},
): Promise<void> {
  await host.send(hci.leSetScanParameters, { ...LEGACY_SCAN, leScanType: isActive ? 1 : 0 });
  await host.send(hci.leSetScanEnable, { leScanEnable: true, filterDuplicates });
}
