// All that two ble-hosts say to each other, on whatever controllers: what their makers expect of any.

import type { IoCapability } from '@bluebell/ble/smp';
import { expect } from 'vitest';
import type { BleHost } from './ble-host.ts';
import { LONG_VALUE, PeerUuid, peerService, SECRET } from './ble-host-service.ts';
import { peopleAt } from './people.ts';

/** What every ble-host serves: service changed, device name, appearance. */
const BASE_UUIDS = ['2a05', '2a00', '2a01'].map(
  (short) => `0000${short}-0000-1000-8000-00805f9b34fb`,
);

const CCCD = '00002902-0000-1000-8000-00805F9B34FB';

/** An error of ATT. */
const INSUFFICIENT_AUTHENTICATION = 0x05;

/** A reason of SMP. */
const CONFIRM_VALUE_FAILED = 0x04;

/** A GATT client of every kind of call, against a server of every kind of answer. */
export async function converse(central: BleHost, peripheral: BleHost): Promise<void> {
  let confirmed = 0;
  peripheral.serve([peerService({ onConfirmed: () => confirmed++ })]);
  const accepted = peripheral.accept('talker');
  const link = await central.connectTo('talker');
  const there = await accepted;

  expect(await link.exchangeMtu()).toBe(517);
  const found = (await link.characteristics()).map(({ uuid }) => uuid.toLowerCase());
  const { service: _, ...served } = PeerUuid;
  expect(found).toEqual([...BASE_UUIDS, ...Object.values(served)]);
  expect(await link.descriptors(PeerUuid.echo)).toEqual([CCCD]);

  expect(await link.read(PeerUuid.long)).toEqual(LONG_VALUE);
  await link.write(PeerUuid.store, LONG_VALUE);
  expect(await link.read(PeerUuid.store)).toEqual(LONG_VALUE);
  const [first, second] = [LONG_VALUE.slice(0, 300), LONG_VALUE.slice(100, 120)];
  const notified = await link.subscribe(PeerUuid.echo, 'notify');
  await link.writeWithoutResponse(PeerUuid.echo, first);
  await link.writeWithoutResponse(PeerUuid.echo, second);
  expect(await notified.next()).toEqual(first);
  expect(await notified.next()).toEqual(second);
  const indicated = await link.subscribe(PeerUuid.indicate, 'indicate');
  await link.write(PeerUuid.indicate, first);
  expect(await indicated.next()).toEqual(first);

  await expect(link.read(PeerUuid.encrypted)).rejects.toMatchObject({
    errorCode: INSUFFICIENT_AUTHENTICATION,
  });
  expect(confirmed).toBe(1);
  await link.disconnect();
  await there.ended;
}

/** How two of them pair. */
export interface PeerPairingCase {
  readonly central: IoCapability;
  readonly peripheral: IoCapability;
}

/** Pairing, then the same two meet again and use the key that they kept. */
export async function pairAndMeetAgain(
  central: BleHost,
  peripheral: BleHost,
  capabilities: PeerPairingCase,
): Promise<void> {
  const [person, otherPerson] = peopleAt(capabilities.central, capabilities.peripheral);
  peripheral.serve([peerService()]);
  const accepted = peripheral.accept('bonded');
  const link = await central.connectTo('bonded');
  const there = await accepted;
  const answered = there.answerPairing({ person: otherPerson });
  const isAuthenticated = capabilities.central !== 'noInputNoOutput';
  const result = { sc: true, mitm: isAuthenticated, bond: true };
  expect(await link.pair({ person })).toMatchObject({ kind: 'complete', result });
  expect(await answered).toMatchObject({ kind: 'complete', result });
  const secret = isAuthenticated ? PeerUuid.authenticated : PeerUuid.encrypted;
  expect(textOf(await link.read(secret))).toBe(SECRET);
  await link.disconnect();
  await there.ended;

  const acceptedAgain = peripheral.accept('bonded');
  const again = await central.connectTo('bonded');
  await acceptedAgain;
  expect(await again.encrypt()).toMatchObject({ mitm: isAuthenticated });
  expect(textOf(await again.read(secret))).toBe(SECRET);
  await again.disconnect();
}

/** Pairing that a wrong passkey ends, at both sides. */
export async function refuseWrongPasskey(
  central: BleHost,
  peripheral: BleHost,
  capabilities: PeerPairingCase,
): Promise<void> {
  const { central: first, peripheral: second } = capabilities;
  const [person, otherPerson] = peopleAt(first, second, { areWrong: true });
  const accepted = peripheral.accept('wrong');
  const link = await central.connectTo('wrong');
  const there = await accepted;
  const answered = there.answerPairing({ person: otherPerson });
  const failed = { kind: 'failed', reason: CONFIRM_VALUE_FAILED };
  expect(await link.pair({ person })).toMatchObject(failed);
  expect(await answered).toMatchObject(failed);
  await link.disconnect();
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
