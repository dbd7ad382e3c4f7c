// Two hosts for tests that are connected, or about to be.

import { toHex } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import { addHost, type TestHost, testAir } from './test-hosts.contract.ts';

export const CENTRAL = 0xa4c138000001;
export const PERIPHERAL = 0xa4c138000002;

/** 30 ms, and 5 s until a silent link counts as lost. */
export const WISHES = {
  connectionIntervalMin: 24,
  connectionIntervalMax: 24,
  maxLatency: 0,
  supervisionTimeout: 500,
  minCeLength: 0,
  maxCeLength: 0,
};

/** Listens without a pause. */
const ALL_THE_TIME = { scanInterval: 0x60, scanWindow: 0x60 };

/** Set 1: connectable, in the PDUs of Bluetooth 4, every 20 ms. */
export const CONNECTABLE_SET = {
  advertisingHandle: 1,
  advertisingEventProperties: {
    connectable: true,
    scannable: true,
    directed: false,
    highDutyCycle: false,
    legacy: true,
    anonymous: false,
    includeTxPower: false,
  },
  primaryAdvertisingIntervalMin: 0x20,
  primaryAdvertisingIntervalMax: 0x20,
  primaryAdvertisingChannelMap: 7,
  ownAddressType: 0,
  peerAddressType: 0,
  peerAddress: 0,
  advertisingFilterPolicy: 0,
  advertisingTxPower: 127,
  primaryAdvertisingPhy: 1,
  secondaryAdvertisingMaxSkip: 0,
  secondaryAdvertisingPhy: 1,
  advertisingSid: 0,
  scanRequestNotificationEnable: false,
};

/** On until told otherwise. */
export const WITHOUT_END = {
  advertisingHandle: 1,
  duration: 0,
  maxExtendedAdvertisingEvents: 0,
};

/** Two hosts a metre apart, both of 5.4 unless told otherwise. */
export async function twoHosts(options: { readonly model?: '4.2' | '5.4' } = {}) {
  const world = testAir();
  const central = await addHost(world, { address: CENTRAL, ...options });
  const peripheral = await addHost(world, { address: PERIPHERAL, at: { x: 1, y: 0 }, ...options });
  return { ...world, central, peripheral };
}

/** The peripheral advertises, by extended commands. */
export async function advertise(peripheral: TestHost, set = CONNECTABLE_SET): Promise<void> {
  await peripheral.send(hci.leSetExtendedAdvertisingParameters, set);
  await peripheral.send(hci.leSetExtendedAdvertisingEnable, { enable: true, sets: [WITHOUT_END] });
}

/** The central looks for the peripheral, by extended commands. */
export async function initiate(central: TestHost, peerAddress = PERIPHERAL): Promise<void> {
  await central.send(hci.leExtendedCreateConnection, {
    initiatorFilterPolicy: false,
    ownAddressType: 0,
    peerAddressType: 0,
    peerAddress,
    phys: { le1M: { ...ALL_THE_TIME, ...WISHES } },
  });
}

/** Two hosts of 5.4 with a link between them that is in use, and its handle at either end. */
export async function connectedHosts() {
  const world = await twoHosts();
  const { central, peripheral } = world;
  await advertise(peripheral);
  await initiate(central);
  const { connectionHandle } = await central.take('leEnhancedConnectionComplete');
  const there = await peripheral.take('leEnhancedConnectionComplete');
  await world.clock.advance(100);
  return { ...world, handle: connectionHandle, peripheralHandle: there.connectionHandle };
}

/** What comes over a link, as hex. */
export function hear(host: TestHost, handle: number): readonly string[] {
  const heard: string[] = [];
  const link = host.hci.acl.links.get(handle);
  if (!link) throw new Error('no such link');
  let frame = '';
  link.onData = ({ packetBoundary, data }) => {
    if (packetBoundary === hci.PacketBoundary.first) {
      frame = '';
      heard.push('');
    }
    frame += toHex(data);
    heard[heard.length - 1] = frame;
  };
  return heard;
}
