// Advertising and scanning between two controllers, with the commands of Bluetooth 5.
// Core Spec v5.4, Vol 4, Part E, 7.8.52 to 7.8.65.

import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import {
  advertise,
  CONNECTABLE_SET,
  PERIPHERAL,
  twoHosts,
  WITHOUT_END,
} from './connected-hosts.contract.ts';
import type { TestHost } from './test-hosts.contract.ts';

const { HciStatus, DataOperation } = hci;

const DATA = Uint8Array.of(2, 1, 6);
const EXTENDED_SET = {
  ...CONNECTABLE_SET,
  advertisingEventProperties: {
    ...CONNECTABLE_SET.advertisingEventProperties,
    connectable: false,
    scannable: false,
    legacy: false,
  },
  advertisingSid: 5,
};

describe('extended commands', () => {
  it('bring data of any length, cut into reports (7.7.65.13)', async () => {
    const { clock, central, peripheral } = await twoHosts();
    const data = Uint8Array.from({ length: 600 }, (_, i) => i % 251);
    await peripheral.send(hci.leSetExtendedAdvertisingParameters, EXTENDED_SET);
    await setData(peripheral, [
      [DataOperation.first, data.subarray(0, 251)],
      [DataOperation.intermediate, data.subarray(251, 502)],
      [DataOperation.last, data.subarray(502)],
    ]);
    await enable(peripheral);
    await scan(central, { filterDuplicates: 1 });
    await clock.advance(500);
    const reports = central.extendedAdverts;
    expect(reports.map(({ data: part }) => part.length)).toEqual([229, 229, 142]);
    expect(toHex(Uint8Array.from(reports.flatMap((report) => [...report.data])))).toBe(toHex(data));
    expect(reports[0]).toMatchObject({ address: PERIPHERAL, advertisingSid: 5, primaryPhy: 1 });
    expect(reports.map(({ eventType }) => eventType.dataStatus)).toEqual([1, 1, 0]);
  });

  it('bring adverts of Bluetooth 4 as well, marked as such', async () => {
    const { clock, central, peripheral } = await twoHosts();
    await peripheral.send(hci.leSetExtendedAdvertisingParameters, CONNECTABLE_SET);
    await setData(peripheral, [[DataOperation.complete, DATA]]);
    await enable(peripheral);
    await scan(central, { filterDuplicates: 1 });
    await clock.advance(500);
    const [report] = central.extendedAdverts;
    expect(report).toMatchObject({
      eventType: { legacy: true, connectable: true, scannable: true, dataStatus: 0 },
      data: DATA,
      advertisingSid: 255,
      secondaryPhy: 0,
    });
  });

  it('end a set when its time is up, or its events are (7.7.65.18)', async () => {
    const { clock, peripheral } = await twoHosts();
    await peripheral.send(hci.leSetExtendedAdvertisingParameters, CONNECTABLE_SET);
    const sinceMs = clock.now();
    await enable(peripheral, { duration: 20 });
    expect(await peripheral.take('leAdvertisingSetTerminated')).toMatchObject({
      status: HciStatus.advertisingTimeout,
      advertisingHandle: 1,
    });
    expect(clock.now() - sinceMs).toBeGreaterThanOrEqual(200);
    expect(clock.now() - sinceMs).toBeLessThan(240);
    await enable(peripheral, { maxExtendedAdvertisingEvents: 3 });
    expect(await peripheral.take('leAdvertisingSetTerminated')).toMatchObject({
      status: HciStatus.limitReached,
      numCompletedExtendedAdvertisingEvents: 3,
    });
  });

  it('tell who asks for a scan response, where the host wants to know (7.7.65.19)', async () => {
    const { central, peripheral } = await twoHosts();
    await advertise(peripheral, { ...CONNECTABLE_SET, scanRequestNotificationEnable: true });
    await scan(central, { scanType: 1 });
    expect(await peripheral.take('leScanRequestReceived')).toMatchObject({
      advertisingHandle: 1,
      scannerAddress: central.device.address,
    });
  });

  it('end scanning when its time is up (7.7.65.17)', async () => {
    const { clock, central } = await twoHosts();
    const sinceMs = clock.now();
    await scan(central, { duration: 30 });
    await central.take('leScanTimeout');
    expect(clock.now() - sinceMs).toBeGreaterThanOrEqual(300);
    expect(clock.now() - sinceMs).toBeLessThan(320);
  });

  it('know no set before its parameters: 0x42', async () => {
    const { peripheral } = await twoHosts();
    const { unknownAdvertisingIdentifier } = HciStatus;
    const statuses = [
      await peripheral.statusOf(hci.leRemoveAdvertisingSet, { advertisingHandle: 1 }),
      await peripheral.statusOf(hci.leSetExtendedAdvertisingEnable, {
        enable: true,
        sets: [WITHOUT_END],
      }),
      await peripheral.statusOf(hci.leSetAdvertisingSetRandomAddress, {
        advertisingHandle: 1,
        randomAddress: 0xc00000000001,
      }),
      await peripheral.statusOf(hci.leSetExtendedAdvertisingData, {
        advertisingHandle: 1,
        operation: DataOperation.complete,
        fragmentPreference: 0,
        advertisingData: DATA,
      }),
    ];
    expect(statuses).toEqual(Array(4).fill(unknownAdvertisingIdentifier));
  });

  it('have room for eight sets, or as many as the controller was given: then 0x07', async () => {
    const { peripheral } = await twoHosts();
    const statuses = [];
    for (let advertisingHandle = 0; advertisingHandle < 9; advertisingHandle++) {
      statuses.push(
        await peripheral.statusOf(hci.leSetExtendedAdvertisingParameters, {
          ...CONNECTABLE_SET,
          advertisingHandle,
        }),
      );
    }
    expect(statuses).toEqual([...Array(8).fill(0), HciStatus.memoryCapacityExceeded]);
  });

  it('do not enable a set whose data is not whole, nor take parts once it is: 0x0C', async () => {
    const { peripheral } = await twoHosts();
    await peripheral.send(hci.leSetExtendedAdvertisingParameters, EXTENDED_SET);
    await setData(peripheral, [[DataOperation.first, DATA]]);
    const sets = { enable: true, sets: [WITHOUT_END] };
    expect(await peripheral.statusOf(hci.leSetExtendedAdvertisingEnable, sets)).toBe(
      HciStatus.commandDisallowed,
    );
    await setData(peripheral, [[DataOperation.last, DATA]]);
    await enable(peripheral);
    await expect(setData(peripheral, [[DataOperation.first, DATA]])).rejects.toMatchObject({
      status: HciStatus.commandDisallowed,
    });
  });

  it('take no more data than the controller has room for: 0x07', async () => {
    const { peripheral } = await twoHosts();
    await peripheral.send(hci.leSetExtendedAdvertisingParameters, EXTENDED_SET);
    const part = new Uint8Array(251);
    await setData(peripheral, [[DataOperation.first, part]]);
    for (let parts = 2; parts <= 6; parts++) {
      await setData(peripheral, [[DataOperation.intermediate, part]]);
    }
    await expect(setData(peripheral, [[DataOperation.last, part]])).rejects.toMatchObject({
      status: HciStatus.memoryCapacityExceeded,
    });
  });

  it('do nothing by halves: where one set cannot begin, none does (7.8.56)', async () => {
    const { clock, central, peripheral } = await twoHosts();
    await peripheral.send(hci.leSetExtendedAdvertisingParameters, CONNECTABLE_SET);
    const sets = [WITHOUT_END, { ...WITHOUT_END, advertisingHandle: 2 }];
    expect(
      await peripheral.statusOf(hci.leSetExtendedAdvertisingEnable, { enable: true, sets }),
    ).toBe(HciStatus.unknownAdvertisingIdentifier);
    await scan(central);
    await clock.advance(500);
    expect(central.reports).toEqual([]);
  });
});

async function scan(
  host: TestHost,
  { scanType = 0, filterDuplicates = 0, duration = 0 } = {},
): Promise<void> {
  await host.send(hci.leSetExtendedScanParameters, {
    ownAddressType: 0,
    scanningFilterPolicy: 0,
    phys: { le1M: { scanType, scanInterval: 0x60, scanWindow: 0x60 } },
  });
  const span = { filterDuplicates, duration, period: 0 };
  await host.send(hci.leSetExtendedScanEnable, { enable: true, ...span });
}

async function setData(
  host: TestHost,
  parts: readonly (readonly [operation: number, advertisingData: Uint8Array])[],
): Promise<void> {
  for (const [operation, advertisingData] of parts) {
    const part = { advertisingHandle: 1, operation, fragmentPreference: 0, advertisingData };
    await host.send(hci.leSetExtendedAdvertisingData, part);
  }
}

async function enable(host: TestHost, span = {}): Promise<void> {
  const sets = [{ ...WITHOUT_END, ...span }];
  await host.send(hci.leSetExtendedAdvertisingEnable, { enable: true, sets });
}
