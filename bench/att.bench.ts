// One read after the other, both ends in this process: our host beside ble-host, on the same wire.

import { EventEmitter } from 'node:events';
import { parseAddress, VirtualClock } from '@bluebell/ble/core';
import type { HciTransport } from '@bluebell/ble/hci';
import { openHost } from '@bluebell/ble/host';
import { VirtualAir } from '@bluebell/ble/sim';
import bleHost, { type ClientCharacteristic, type Connection, type Manager } from 'ble-host';
import { compare, type Figure } from './harness.ts';
import { shortCircuit } from './short-circuit.ts';

const SERVICE = 'b1e00000-0000-4000-8000-000000000000';
const CHARACTERISTIC = 'b1e00000-0000-4000-8000-000000000001';
const VALUE = new Uint8Array(20).fill(7);
const READS = 200;

/** Reads a value once. */
type Read = () => Promise<unknown>;

export default async function att(): Promise<readonly Figure[]> {
  // No time passes on the air but while links come to be: it takes none from either.
  const clock = new VirtualClock(Date.now());
  const [ours, theirs] = [await clock.run(ourRead(clock)), await clock.run(theirRead(clock))];
  return compare({
    name: 'ATT reads, host to host',
    ours: () => readMany(ours),
    against: 'ble-host on the same wire',
    theirs: () => readMany(theirs),
    atLeast: 1.2,
  });
}

async function readMany(read: Read): Promise<number> {
  for (let i = 0; i < READS; i++) await read();
  return READS;
}

const CENTRAL = 'C0:00:00:00:00:01';
const PERIPHERAL = 'C0:00:00:00:00:02';

/** Two controllers within earshot, and the short cut between their hosts. */
function wires(clock: VirtualClock): readonly [HciTransport, HciTransport] {
  const air = new VirtualAir({ clock });
  const [central, peripheral] = [CENTRAL, PERIPHERAL].map((address) =>
    air.addController({ address }).transport(),
  );
  if (!central || !peripheral) throw new TypeError('two addresses make two controllers');
  return shortCircuit(central, peripheral);
}

/** Our hosts run on the time of the machine, as ble-host does: timers cost both alike. */
async function ourRead(clock: VirtualClock): Promise<Read> {
  const [centralWire, peripheralWire] = wires(clock);
  const central = await openHost(async () => centralWire);
  const peripheral = await openHost(async () => peripheralWire);
  await peripheral.serve([
    {
      uuid: SERVICE,
      characteristics: [{ uuid: CHARACTERISTIC, properties: ['read'], value: VALUE }],
    },
  ]);
  await peripheral.advertise();
  const connection = await central.connect({ address: parseAddress(PERIPHERAL), type: 'public' });
  const service = await connection.service(SERVICE);
  const characteristic = await service.characteristic(CHARACTERISTIC);
  return () => characteristic.read();
}

async function theirRead(clock: VirtualClock): Promise<Read> {
  const [central, peripheral] = await Promise.all(wires(clock).map(bleHostOn));
  if (!central || !peripheral) throw new TypeError('two wires make two hosts');
  peripheral.gattDb.addServices([
    {
      uuid: SERVICE,
      characteristics: [{ uuid: CHARACTERISTIC, properties: ['read'], value: Buffer.from(VALUE) }],
    },
  ]);
  peripheral.startAdvertising({}, () => {});
  const connection = await new Promise<Connection>((resolve) => {
    central.connect('public', PERIPHERAL, {}, resolve);
  });
  await new Promise<void>((resolve) => connection.gatt.exchangeMtu(() => resolve()));
  const characteristic = await characteristicOf(connection);
  return () => new Promise((resolve) => characteristic.read(resolve));
}

async function characteristicOf({ gatt }: Connection): Promise<ClientCharacteristic> {
  const services = await new Promise<
    Parameters<Parameters<typeof gatt.discoverAllPrimaryServices>[0]>[0]
  >((resolve) => gatt.discoverAllPrimaryServices(resolve));
  for (const service of services) {
    const found = await new Promise<readonly ClientCharacteristic[]>((resolve) =>
      service.discoverCharacteristics(resolve),
    );
    const wanted = found.find(({ uuid }) => uuid.toLowerCase() === CHARACTERISTIC);
    if (wanted) return wanted;
  }
  throw new TypeError('ble-host found no characteristic to read');
}

function bleHostOn(transport: HciTransport): Promise<Manager> {
  return new Promise((resolve, reject) => {
    bleHost.BleManager.create(new Wire(transport), {}, (error, manager) => {
      if (error) reject(error);
      else resolve(manager);
    });
  });
}

/** A transport as ble-host wants it. */
class Wire extends EventEmitter {
  readonly #transport: HciTransport;

  constructor(transport: HciTransport) {
    super();
    this.#transport = transport;
    transport.onPacket = (packet) => this.emit('data', Buffer.from(packet));
  }

  write(packet: Uint8Array): void {
    this.#transport.send(new Uint8Array(packet));
  }
}
