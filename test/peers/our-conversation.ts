// All that our own host and ble-host say to each other, on whatever controllers, in either role.

import type { HostRadio } from '@bluebell/ble/host';
import {
  type Advert,
  type Connection,
  completeName,
  localNameOf,
  type RemoteCharacteristic,
} from '@bluebell/ble/radio';
import { expect } from 'vitest';
import type { BleHost } from './ble-host.ts';
import type { BleHostLink } from './ble-host-link.ts';
import { LONG_VALUE, PeerUuid, peerService, SECRET } from './ble-host-service.ts';
import { serveOurService } from './our-service.ts';
import { within } from './patience.ts';

/** The role of our host. */
export type OurRole = Connection['role'];

export const ROLES: readonly OurRole[] = ['central', 'peripheral'];

/** A link, from both ends. */
export interface BothEnds {
  readonly ours: Connection;
  readonly theirs: BleHostLink;
}

/** What we serve beside the service of the tests: GAP and GATT, of which each host has its own. */
const SERVED = Object.values(PeerUuid);

/** Controllers that keep to time let nobody wait longer than they must. */
const LINK = { intervalMs: 7.5 };

/** So many values in a row. */
const BURST = 100;

const CCCD = '2902';

/** An error of ATT. */
const INSUFFICIENT_AUTHENTICATION = 0x05;

/** What controllers say at both ends when one of them hangs up. */
const REMOTE_USER_TERMINATED = 0x13;

/** Hears an advert of this name. */
export async function hear(ours: HostRadio, name: string): Promise<Advert> {
  const end = new AbortController();
  const find = async () => {
    for await (const advert of ours.scan({ active: true, signal: end.signal })) {
      if (localNameOf(advert.data) === name) return advert;
    }
    throw new Error(`the scan ended without ${name}`);
  };
  try {
    return await within(`an advert of ${name}`, find());
  } finally {
    end.abort();
  }
}

/** Connects the two, our host in this role. */
export async function meet(role: OurRole, ours: HostRadio, theirs: BleHost): Promise<BothEnds> {
  if (role === 'central') {
    const accepted = theirs.accept('meeting');
    const connection = await ours.connect(await hear(ours, 'meeting'), { parameters: LINK });
    return { ours: connection, theirs: await accepted };
  }
  await using advertisement = await ours.advertise({
    data: [completeName('meeting')],
    isConnectable: true,
  });
  const connected = advertisement.connection({ timeoutMs: 10_000 });
  const link = await theirs.connectTo('meeting');
  return { theirs: link, ours: await connected };
}

/** Hangs up at our end, and expects both ends to know whose doing it was. */
export async function part({ ours, theirs }: BothEnds): Promise<void> {
  await ours.disconnect();
  expect(await ours.disconnected).toMatchObject({ by: 'us' });
  expect(await within('the end of a link', theirs.ended)).toBe(REMOTE_USER_TERMINATED);
}

/** Hangs up at the other end. */
export async function partByPeer({ ours, theirs }: BothEnds): Promise<void> {
  await theirs.disconnect();
  const end = await within('the end of a link', ours.disconnected);
  expect(end).toMatchObject({ by: 'peer', reason: REMOTE_USER_TERMINATED });
}

/** Our GATT client of every kind of call, against their server. */
export async function askTheirServer(role: OurRole, ours: HostRadio, theirs: BleHost) {
  let confirmed = 0;
  theirs.serve([peerService({ onConfirmed: () => confirmed++ })]);
  const ends = await meet(role, ours, theirs);
  const link = ends.ours;
  expect(await link.exchangeMtu()).toBe(517);
  expect([link.mtu, ends.theirs.mtu]).toEqual([517, 517]);

  const found = await link.services();
  expect(found.map(({ uuid }) => uuid)).toEqual(['1801', '1800', PeerUuid.service]);
  const service = await link.service(PeerUuid.service);
  const characteristics = await service.characteristics();
  expect(characteristics.map(({ uuid }) => uuid)).toEqual(SERVED.slice(1));
  const by = (uuid: string) => service.characteristic(uuid);
  const echo = await by(PeerUuid.echo);
  expect((await echo.descriptors()).map(({ uuid }) => uuid)).toEqual([CCCD]);
  expect([...echo.properties].toSorted()).toEqual(['notify', 'write', 'writeWithoutResponse']);

  expect(await (await by(PeerUuid.long)).read()).toEqual(LONG_VALUE);
  const store = await by(PeerUuid.store);
  for (const value of [LONG_VALUE, LONG_VALUE.slice(7, 27)]) {
    await store.write(value);
    expect(await store.read()).toEqual(value);
  }
  expect(await echoed(echo)).toEqual(burst());

  const indicate = await by(PeerUuid.indicate);
  await using indicated = await indicate.subscribe();
  await indicate.write(LONG_VALUE.slice(0, 300));
  const indication = await indicated.next({ timeoutMs: 10_000 });
  expect(indication).toMatchObject({ value: LONG_VALUE.slice(0, 300), isIndication: true });
  await expect((await by(PeerUuid.encrypted)).read()).rejects.toMatchObject({
    code: 'ATT',
    errorCode: INSUFFICIENT_AUTHENTICATION,
  });
  expect(confirmed).toBe(1);
  await part(ends);
}

/** Their GATT client of every kind of call, against our server. */
export async function answerTheirClient(role: OurRole, ours: HostRadio, theirs: BleHost) {
  const { echo, confirmed } = await serveOurService(ours);
  const ends = await meet(role, ours, theirs);
  const link = ends.theirs;
  expect(await link.exchangeMtu()).toBe(517);
  expect([ends.ours.mtu, link.mtu]).toEqual([517, 517]);

  const services = await link.services();
  expect(services.map(({ uuid }) => uuid.toLowerCase())).toContain(PeerUuid.service);
  const found = (await link.characteristics()).map(({ uuid }) => uuid.toLowerCase());
  expect(found.slice(-6)).toEqual(SERVED.slice(1));
  expect(await link.descriptors(PeerUuid.echo)).toEqual(['00002902-0000-1000-8000-00805F9B34FB']);
  expect(textOf(await link.read(DEVICE_NAME))).toBe('bluebell');

  expect(await link.read(PeerUuid.long)).toEqual(LONG_VALUE);
  for (const value of [LONG_VALUE, LONG_VALUE.slice(7, 27)]) {
    await link.write(PeerUuid.store, value);
    expect(await link.read(PeerUuid.store)).toEqual(value);
  }
  await link.writeReliably([[PeerUuid.store, LONG_VALUE.slice(0, 100)]]);
  expect(await link.read(PeerUuid.store)).toEqual(LONG_VALUE.slice(0, 100));

  const notified = await link.subscribe(PeerUuid.echo, 'notify');
  for (const value of burst()) await link.writeWithoutResponse(PeerUuid.echo, value);
  for (const value of burst()) expect(await notified.next()).toEqual(value);
  for (const value of burst()) await echo.notify(value);
  for (const value of burst()) expect(await notified.next()).toEqual(value);

  const indicated = await link.subscribe(PeerUuid.indicate, 'indicate');
  await link.write(PeerUuid.indicate, LONG_VALUE.slice(0, 300));
  expect(await indicated.next()).toEqual(LONG_VALUE.slice(0, 300));
  await expect(link.read(PeerUuid.encrypted)).rejects.toMatchObject({
    errorCode: INSUFFICIENT_AUTHENTICATION,
  });
  expect(confirmed()).toBe(1);
  await partByPeer(ends);
}

/**
 * The central reads what the peripheral serves to those that it trusts this far. Not the other way too:
 * tshark takes both servers of a link for one, and complains where their handles differ.
 */
export async function readSecret({ ours, theirs }: BothEnds, uuid: string): Promise<void> {
  expect(textOf(await (ours.role === 'central' ? readOf(ours, uuid) : theirs.read(uuid)))).toBe(
    SECRET,
  );
}

async function readOf(link: Connection, uuid: string): Promise<Uint8Array> {
  const service = await link.service(PeerUuid.service);
  return (await service.characteristic(uuid)).read();
}

const DEVICE_NAME = '00002a00-0000-1000-8000-00805f9b34fb';

/** Of all lengths that fit, each with its number in front. */
function burst(): readonly Uint8Array[] {
  return Array.from({ length: BURST }, (_, i) =>
    Uint8Array.of(i % 256, ...LONG_VALUE.subarray(0, (i * 37) % 500)),
  );
}

/** Writes a burst as fast as it goes, and gives what comes back. */
async function echoed(echo: RemoteCharacteristic): Promise<readonly Uint8Array[]> {
  await using notified = await echo.subscribe({ maxItems: BURST, maxBytes: BURST * 512 });
  for (const value of burst()) await echo.write(value, { withoutResponse: true });
  const values: Uint8Array[] = [];
  while (values.length < BURST) {
    const notification = await notified.next({ timeoutMs: 10_000 });
    if (!notification) break;
    values.push(notification.value);
  }
  expect(notified.dropped).toBe(0);
  return values;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
