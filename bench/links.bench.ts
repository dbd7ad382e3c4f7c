// Does memory stay as it is, whatever comes and goes? Twenty links at a time, ten thousand in all.

import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DisconnectedError, VirtualClock } from '@bluebell/ble/core';
import { type HostRadio, openHost } from '@bluebell/ble/host';
import type { Advertisement, Connection, PeerAddress } from '@bluebell/ble/radio';
import { VirtualAir, type VirtualController } from '@bluebell/ble/sim';
import type { Figure } from './harness.ts';

const LINKS = 20;
const CONNECTS = 10_000;
/** By then all that is made once is made. */
const SETTLED_AT = 1_000;

/** What the engine itself may add: code goes on being compiled. It is less than 120 bytes a connect. */
const AT_MOST_KB = 1_000;
/** Objects, which code does not count as: those of one link are more. */
const AT_MOST_OBJECTS = 100;

const SERVICE = '180f';
const CHARACTERISTIC = '2a19';

/** Few connection events, and links that break are soon known to have. */
const PARAMETERS = { intervalMs: 100, supervisionTimeoutMs: 500 } as const;

const HERE = { x: 0, y: 0 };
const OUT_OF_REACH = { x: 1e6, y: 0 };

export default async function links(): Promise<readonly Figure[]> {
  const clock = new VirtualClock(Date.now());
  const air = new VirtualAir({ clock });
  const central = await clock.run(openOn(air, clock, 0).then(({ host }) => host));
  const peripherals: Peripheral[] = [];
  for (let i = 1; i <= LINKS; i++) peripherals.push(await clock.run(open(air, clock, i)));
  let connects = 0;
  let settled: Heap = { kB: 0, objects: 0 };
  const startMs = performance.now();
  while (connects < CONNECTS) {
    await clock.run(comeAndGo(central, peripherals, connects / LINKS));
    connects += LINKS;
    if (connects === SETTLED_AT) settled = await heap();
  }
  const seconds = (performance.now() - startMs) / 1000;
  const end = await heap();
  const left = [central, ...peripherals.map(({ host }) => host)]
    .map(({ connections }) => connections.size)
    .reduce((sum, size) => sum + size, 0);
  air.close();
  return [
    { name: `heap after ${SETTLED_AT} connects`, value: settled.kB, unit: 'kB' },
    { name: `heap after ${CONNECTS} connects`, value: end.kB, unit: 'kB' },
    { name: 'growth', value: end.kB - settled.kB, unit: 'kB', atMost: AT_MOST_KB },
    {
      name: 'objects more than then',
      value: end.objects - settled.objects,
      unit: '',
      atMost: AT_MOST_OBJECTS,
    },
    { name: 'links that are still there', value: left, unit: '', atMost: 0 },
    { name: 'connects, reads and drops', value: CONNECTS / seconds, unit: '/s' },
  ];
}

/** One that is connected to again and again. */
interface Peripheral {
  readonly controller: VirtualController;
  readonly host: HostRadio;
  readonly advertisement: Advertisement;
}

async function openOn(air: VirtualAir, clock: VirtualClock, index: number) {
  const controller = air.addController({ address: 0xc0_00_00_00_00_00 + index, at: HERE });
  const host = await openHost(async () => controller.transport(), { clock });
  return { controller, host };
}

async function open(air: VirtualAir, clock: VirtualClock, index: number): Promise<Peripheral> {
  const { controller, host } = await openOn(air, clock, index);
  const value = Uint8Array.of(index);
  const properties = ['read', 'notify'] as const;
  await host.serve([
    { uuid: SERVICE, characteristics: [{ uuid: CHARACTERISTIC, properties, value }] },
  ]);
  return { controller, host, advertisement: await host.advertise() };
}

/** All are connected to, used, and lost again: in each of the ways there are, in turn. */
async function comeAndGo(
  central: HostRadio,
  peripherals: readonly Peripheral[],
  round: number,
): Promise<void> {
  const connections: Connection[] = [];
  for (const { host } of peripherals) {
    connections.push(await connect(central, host.identity));
  }
  await Promise.all(connections.map(use));
  const drop = DROPS[round % DROPS.length];
  if (!drop) throw new TypeError('a remainder is an index');
  await Promise.all(
    peripherals.map(async (peripheral, index) => {
      const connection = connections[index];
      if (!connection) throw new TypeError('each peripheral has a connection');
      const arrived = await peripheral.advertisement.connection();
      await drop(connection, arrived, peripheral);
      await Promise.all([connection.disconnected, arrived.disconnected]);
      peripheral.controller.place = HERE;
    }),
  );
}

async function use(connection: Connection): Promise<void> {
  const service = await connection.service(SERVICE);
  const characteristic = await service.characteristic(CHARACTERISTIC);
  await characteristic.subscribe();
  await characteristic.read();
}

/** On a crowded air even the third attempt of the host may meet with another packet. */
async function connect(central: HostRadio, peer: PeerAddress): Promise<Connection> {
  for (;;) {
    try {
      return await central.connect(peer, { parameters: PARAMETERS });
    } catch (error) {
      if (!(error instanceof DisconnectedError)) throw error;
    }
  }
}

/** Ends a link. */
type Drop = (central: Connection, peripheral: Connection, device: Peripheral) => unknown;

const DROPS: readonly Drop[] = [
  (central) => central.disconnect(),
  (_, peripheral) => peripheral.disconnect(),
  (_, __, { controller }) => {
    controller.place = OUT_OF_REACH;
  },
];

/** What is in use. */
interface Heap {
  readonly kB: number;
  readonly objects: number;
}

/** What is in use once all that nobody needs is gone. */
async function heap(): Promise<Heap> {
  setFlagsFromString('--expose-gc');
  // The cast holds since the flag brings the function.
  const collect = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    collect();
    // What is finalized goes with the turn after.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed } = process.memoryUsage();
  return { kB: heapUsed / 1024, objects: queryObjects(Object, { format: 'count' }) };
}
