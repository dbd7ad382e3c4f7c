// Links between two controllers, as their hosts hear of them. Core Spec v5.4, Vol 4, Part E, 7.7.

import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import {
  advertise,
  CENTRAL,
  connectedHosts,
  hear,
  initiate,
  PERIPHERAL,
  twoHosts,
  WISHES,
} from './connected-hosts.contract.ts';

const { HciStatus } = hci;

describe('links between two controllers', () => {
  it('are made, and told of at both ends', async () => {
    const { central, peripheral } = await twoHosts();
    await advertise(peripheral);
    await initiate(central);
    const link = {
      status: 0,
      connectionInterval: 24,
      peripheralLatency: 0,
      supervisionTimeout: 500,
    };
    expect(await central.take('leEnhancedConnectionComplete')).toMatchObject({
      ...link,
      role: 0,
      peerAddressType: 0,
      peerAddress: PERIPHERAL,
    });
    expect(await peripheral.take('leEnhancedConnectionComplete')).toMatchObject({
      ...link,
      role: 1,
      peerAddressType: 0,
      peerAddress: CENTRAL,
    });
    await central.take('leChannelSelectionAlgorithm');
    await peripheral.take('leChannelSelectionAlgorithm');
    expect(await peripheral.take('leAdvertisingSetTerminated')).toMatchObject({
      status: 0,
      advertisingHandle: 1,
    });
  });

  it('carry data both ways, in order and whole', async () => {
    const { clock, central, peripheral, handle, peripheralHandle } = await connectedHosts();
    const [sent, back] = [bytes(251, 1), bytes(60, 2)];
    const [there, here] = [hear(peripheral, peripheralHandle), hear(central, handle)];
    for (let i = 0; i < 5; i++) central.hci.acl.links.get(handle)?.send(sent);
    peripheral.hci.acl.links.get(peripheralHandle)?.send(back);
    await clock.advance(2000);
    expect(there).toEqual(Array(5).fill(toHex(sent)));
    expect(here).toEqual([toHex(back)]);
    expect(central.hci.acl.credits).toBe(12);
    expect(central.hci.faults.malformed + peripheral.hci.faults.malformed).toBe(0);
  });

  it('end with the reason that the other host gave, and 0x16 for that host (7.7.5)', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    await central.send(hci.disconnect, { connectionHandle: handle, reason: 0x15 });
    expect(await central.take('disconnectionComplete')).toMatchObject({
      connectionHandle: handle,
      reason: HciStatus.localHostTerminated,
    });
    expect(await peripheral.take('disconnectionComplete')).toMatchObject({
      connectionHandle: peripheralHandle,
      reason: HciStatus.remotePowerOff,
    });
  });

  it('are lost when the other side is reset, and the supervision timeout passes', async () => {
    const { clock, central, peripheral, handle } = await connectedHosts();
    const sinceMs = clock.now();
    await central.send(hci.reset);
    const { reason } = await peripheral.take('disconnectionComplete');
    expect(reason).toBe(HciStatus.connectionTimeout);
    expect(clock.now() - sinceMs).toBeGreaterThan(4900);
    expect(clock.now() - sinceMs).toBeLessThan(5200);
    expect(await central.statusOf(hci.leReadPhy, { connectionHandle: handle })).toBe(
      HciStatus.unknownConnection,
    );
  });

  it('are told of by the plain event where the enhanced one is masked (7.7.65.1)', async () => {
    const { central, peripheral } = await twoHosts();
    await peripheral.send(hci.leSetEventMask, { leEventMask: new Set([0, 1, 2, 3, 4]) });
    await advertise(peripheral);
    await initiate(central);
    await central.take('leEnhancedConnectionComplete');
    const plain = await peripheral.take('leConnectionComplete');
    expect(plain).toMatchObject({ status: 0, role: 1, peerAddress: CENTRAL });
    expect(peripheral.heard.map(({ kind }) => kind)).toEqual([]);
  });
});

describe('the same seed', () => {
  it('gives the same run, to the byte and the moment', async () => {
    const [first, second] = [await recordedRun(), await recordedRun()];
    expect(first.length).toBeGreaterThan(50);
    expect(second).toEqual(first);
  });
});

describe('what hosts ask of links', () => {
  it('is the version and features of the other side', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    await central.send(hci.readRemoteVersionInformation, { connectionHandle: handle });
    expect(await central.take('readRemoteVersionInformationComplete')).toMatchObject({
      status: 0,
      version: hci.HciVersion.v5_4,
    });
    await peripheral.send(hci.leReadRemoteFeatures, { connectionHandle: peripheralHandle });
    const { status, leFeatures } = await peripheral.take('leReadRemoteFeaturesComplete');
    expect(status).toBe(0);
    expect(leFeatures.has(hci.LeFeature.dataPacketLengthExtension)).toBe(true);
  });

  it('is other timing, which both sides hear of', async () => {
    const { central, peripheral, handle } = await connectedHosts();
    const wishes = {
      ...WISHES,
      connectionIntervalMin: 40,
      connectionIntervalMax: 40,
      maxLatency: 2,
    };
    await central.send(hci.leConnectionUpdate, { connectionHandle: handle, ...wishes });
    const timing = { status: 0, connectionInterval: 40, peripheralLatency: 2 };
    expect(await central.take('leConnectionUpdateComplete')).toMatchObject(timing);
    expect(await peripheral.take('leConnectionUpdateComplete')).toMatchObject(timing);
  });

  it('is other timing by the peripheral, where the central host is asked (7.7.65.6)', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    const wishes = { ...WISHES, connectionIntervalMin: 80, connectionIntervalMax: 80 };
    await peripheral.send(hci.leConnectionUpdate, {
      connectionHandle: peripheralHandle,
      ...wishes,
    });
    const {
      kind: _,
      connectionHandle,
      ...request
    } = await central.take('leRemoteConnectionParameterRequest');
    expect(request).toEqual({ intervalMin: 80, intervalMax: 80, maxLatency: 0, timeout: 500 });
    expect(connectionHandle).toBe(handle);
    await central.send(hci.leRemoteConnectionParameterRequestReply, {
      connectionHandle,
      ...request,
      minCeLength: 0,
      maxCeLength: 0,
    });
    expect(await peripheral.take('leConnectionUpdateComplete')).toMatchObject({
      status: 0,
      connectionInterval: 80,
    });
  });

  it('is not other timing where the central host does not want to be asked: 0x1A', async () => {
    const { central, peripheral, peripheralHandle } = await connectedHosts();
    await central.send(hci.leSetEventMask, { leEventMask: new Set([0, 1, 2, 3, 4]) });
    const wishes = { ...WISHES, connectionIntervalMin: 80, connectionIntervalMax: 80 };
    await peripheral.send(hci.leConnectionUpdate, {
      connectionHandle: peripheralHandle,
      ...wishes,
    });
    expect(await peripheral.take('leConnectionUpdateComplete')).toMatchObject({
      status: HciStatus.unsupportedRemoteFeature,
    });
  });

  it('is another PHY, and longer packets', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    const twoM = { allPhys: 0, txPhys: 2, rxPhys: 2, phyOptions: 0 };
    await central.send(hci.leSetPhy, { connectionHandle: handle, ...twoM });
    const phys = { status: 0, txPhy: hci.LePhy.le2M, rxPhy: hci.LePhy.le2M };
    expect(await central.take('lePhyUpdateComplete')).toMatchObject(phys);
    expect(await peripheral.take('lePhyUpdateComplete')).toMatchObject(phys);
    expect(
      await peripheral.send(hci.leReadPhy, { connectionHandle: peripheralHandle }),
    ).toMatchObject({
      txPhy: 2,
      rxPhy: 2,
    });
    await central.send(hci.leSetDataLength, {
      connectionHandle: handle,
      txOctets: 251,
      txTime: 2120,
    });
    expect(await central.take('leDataLengthChange')).toMatchObject({ maxTxOctets: 251 });
    expect(await peripheral.take('leDataLengthChange')).toMatchObject({ maxRxOctets: 251 });
  });

  it('is how strong it is heard, and on which channels', async () => {
    const { clock, central, handle } = await connectedHosts();
    await clock.advance(200);
    const { rssi } = await central.send(hci.readRssi, { handle });
    expect(rssi).toBeLessThan(-20);
    expect(rssi).toBeGreaterThan(-90);
    const few = new Set([0, 5, 10, 20, 36]);
    await central.send(hci.leSetHostChannelClassification, { channelMap: few });
    await clock.advance(2000);
    const { channelMap } = await central.send(hci.leReadChannelMap, { connectionHandle: handle });
    expect(channelMap).toEqual(few);
  });
});

function bytes(length: number, first: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (first + i) % 256);
}

/** What two hosts hear, and when, while they connect and talk. */
async function recordedRun(): Promise<readonly string[]> {
  const { clock, central, peripheral, handle } = await connectedHosts();
  const lines: string[] = [];
  for (const [name, host] of Object.entries({ central, peripheral })) {
    const { hci: controller } = host;
    controller.onEvent = (event) => lines.push(`${clock.now()} ${name} ${JSON.stringify(event)}`);
    for (const link of controller.acl.links.values()) {
      link.onData = ({ data }) => lines.push(`${clock.now()} ${name} ${toHex(data)}`);
    }
  }
  for (let i = 0; i < 50; i++) central.hci.acl.links.get(handle)?.send(bytes(100, i));
  await central.send(hci.leSetPhy, {
    connectionHandle: handle,
    allPhys: 0,
    txPhys: 2,
    rxPhys: 2,
    phyOptions: 0,
  });
  await clock.advance(3000);
  return lines;
}
