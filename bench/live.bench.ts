// What a dashboard costs the hub: an update that real WebSockets get, written out once for all of them, against the
// same update written out for each. The work is the processor's time of the hub's process alone.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@bluebell/ble/core';
import { blankDevice, type Device, Live, LiveSockets, OPEN_DOOR } from '@bluebell/hub/live';
import { WebSocketServer } from 'ws';
import type { Figure } from './harness.ts';

const MANY = 100;

/** Updates in one go, before the sockets are given time to send. */
const BATCH = 20;
const BATCHES = 100;
const WARM_UP_BATCHES = 50;
const TIME_MS = 1_700_000_000_000;

/** A device of a home, as large as they are. */
const KITCHEN: Device = {
  ...blankDevice(0xa4c138000001, 'sensor', 'kitchen'),
  product: 'LYWSD03MMC',
  family: 'mibeacon',
  values: { temperature: 21.5, humidity: 46.3, battery: 80, voltage: 2.98 },
  rssiDbm: -60,
  radio: 'hci:0',
  receivers: [{ receiver: 'hci:0', rssiDbm: -60, lastSeenMs: TIME_MS }],
  lastSeenMs: TIME_MS,
  isOnline: true,
};

/** What one update cost. */
interface Cost {
  /** The processor's time, in microseconds. */
  readonly us: number;
  readonly encodes: number;
}

export default async function live(): Promise<readonly Figure[]> {
  const none = await ours(0);
  const one = await ours(1);
  const many = await ours(MANY);
  const each = await forEach(MANY);
  return [
    { name: 'times written out, nobody listens', value: none.encodes, unit: '', atMost: 0 },
    { name: `times written out, ${MANY} listen`, value: many.encodes, unit: '', atMost: 1 },
    { name: 'an update, one listens', value: one.us, unit: 'µs' },
    { name: `an update, ${MANY} listen`, value: many.us, unit: 'µs' },
    { name: `the same, written out for each of ${MANY}`, value: each.us, unit: 'µs' },
    { name: `${MANY} who listen, times the work for one`, value: many.us / one.us, unit: '×' },
    {
      name: 'written out for each, times the work',
      value: each.us / many.us,
      unit: '×',
      atLeast: 1,
    },
  ];
}

/** The stream of the hub. */
async function ours(listeners: number): Promise<Cost> {
  let device = KITCHEN;
  const stream = new Live({
    clock: systemClock,
    version: 'bench',
    epoch: 'bench',
    devices: () => [device],
    device: () => device,
    health: () => ({ status: 'ok', components: [] }),
    tap: () => () => {},
    seatLimits: { all: listeners, each: listeners },
  });
  const server = createServer();
  const sockets = new LiveSockets({ live: stream, doorkeeper: OPEN_DOOR, clock: systemClock });
  sockets.attach(server);
  let told = 0;
  const us = await measure(server, listeners, 2, () => {
    device = warmer(++told);
    stream.update({ device, changed: ['temperature'], events: [], timeMs: TIME_MS });
  });
  // Hello and snapshot are written out for each who comes.
  const encodes = Math.max(0, stream.encodes - listeners - 1) / told;
  await stream.close();
  await sockets.close();
  return { us, encodes };
}

/** A server that does the same, and writes for each who listens. */
async function forEach(listeners: number): Promise<Cost> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  let seq = 0;
  const us = await measure(server, listeners, 0, () => {
    seq++;
    const { id, values } = warmer(seq);
    const message = () => ({
      type: 'update',
      seq,
      id,
      changed: ['temperature'],
      device: { values, lastSeen: new Date(TIME_MS).toISOString(), id },
      events: [],
      time: new Date(TIME_MS).toISOString(),
    });
    for (const socket of sockets.clients) socket.send(JSON.stringify(message()));
  });
  sockets.close();
  return { us, encodes: listeners };
}

function warmer(times: number): Device {
  return { ...KITCHEN, values: { ...KITCHEN.values, temperature: times / 10 } };
}

/** Microseconds of this process for one update. @param greetings messages that each gets at first. */
async function measure(
  server: Server,
  listeners: number,
  greetings: number,
  tell: () => void,
): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast holds: it listens on a port.
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}/api/v1/live?topics=devices`;
  const program = fileURLToPath(new URL('live-listeners.ts', import.meta.url));
  const child = fork(program, [url, String(listeners)], { execArgv: process.execArgv });
  await once(child, 'message');
  let wanted = greetings * listeners;
  const batches = async (count: number) => {
    for (let batch = 0; batch < count; batch++) {
      for (let n = 0; n < BATCH; n++) tell();
      wanted += BATCH * listeners;
      await received(child, wanted);
    }
  };
  await batches(WARM_UP_BATCHES);
  const before = process.cpuUsage();
  await batches(BATCHES);
  const { user, system } = process.cpuUsage(before);
  child.kill();
  await once(child, 'exit');
  server.close();
  return (user + system) / (BATCHES * BATCH);
}

async function received(child: ChildProcess, count: number): Promise<void> {
  child.send(count);
  await once(child, 'message');
}
