// What a hub costs that just runs: memory, and the time until it says something. Measured on the bundle,
// with the simulated home, against a process that has its broker, MQTT client and web server and no more.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect as connectSocket, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect } from 'mqtt';
import type { Figure } from './harness.ts';

/** Rounds of which the middle one counts. */
const ROUNDS = 5;

/** By then a hub has done all of its tasks many times. */
const SETTLED_MS = 8_000;

/** Between two looks whether the broker is there. */
const LOOK_MS = 2;

const TOP = fileURLToPath(new URL('../', import.meta.url));

/** One start. */
interface Start {
  /** From the start of the process to the first message at somebody who waits for it. */
  readonly publishedMs: number;
  /** Memory of its own and shared, once it has settled. */
  readonly residentMb: number;
}

export default async function footprint(): Promise<readonly Figure[]> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc, which Linux has');
  // Below the repository, so that the bundle finds the packages that are not in it.
  const cache = join(TOP, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'footprint-'));
  try {
    const builder = ['--conditions=source', '--import=tsx', join(TOP, 'scripts/build.ts')];
    await ended(spawn(process.execPath, [...builder, folder], { stdio: 'ignore' }));
    const hub = [join(folder, 'main.js'), 'run', '--demo'];
    const bare = [fileURLToPath(new URL('footprint/bare.mjs', import.meta.url))];
    // The first start of all compiles for those that come.
    const [first] = [await measure(hub, folder)];
    const rounds: { hub: Start; bare: Start }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ bare: await measure(bare, folder), hub: await measure(hub, folder) });
    }
    return figuresOf(first.publishedMs, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(
  firstMs: number,
  rounds: readonly { readonly hub: Start; readonly bare: Start }[],
): readonly Figure[] {
  const middle = (figure: (round: { hub: Start; bare: Start }) => number) =>
    rounds.map(figure).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
  return [
    { name: 'bare process, resident', value: middle(({ bare }) => bare.residentMb), unit: 'MB' },
    { name: 'hub, resident', value: middle(({ hub }) => hub.residentMb), unit: 'MB' },
    {
      name: 'hub, resident: times the bare process',
      value: middle(({ hub, bare }) => hub.residentMb / bare.residentMb),
      unit: '×',
      atMost: 1.4,
    },
    {
      name: 'bare process, start to publish',
      value: middle(({ bare }) => bare.publishedMs),
      unit: 'ms',
    },
    { name: 'hub, start to publish', value: middle(({ hub }) => hub.publishedMs), unit: 'ms' },
    {
      name: 'hub, start to publish: times the bare process',
      value: middle(({ hub, bare }) => hub.publishedMs / bare.publishedMs),
      unit: '×',
      atMost: 1.5,
    },
    { name: 'hub, first start after an installation', value: firstMs, unit: 'ms' },
  ];
}

/** Starts a program, waits for its first message, lets it settle, and ends it. */
async function measure(args: readonly string[], folder: string): Promise<Start> {
  const [broker, web] = [await freePort(), await freePort()];
  const startMs = performance.now();
  const child = spawn(process.execPath, args, {
    env: {
      PATH: process.env.PATH,
      BLUEBELL_DATA: join(folder, 'data'),
      BLUEBELL_BROKER__PORT: `${broker}`,
      BLUEBELL_WEB__PORT: `${web}`,
      NODE_COMPILE_CACHE: join(folder, 'code'),
    },
    stdio: 'ignore',
  });
  try {
    while (!(await isOpen(broker))) {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended`);
      await wait(LOOK_MS);
    }
    await firstMessage(broker);
    const publishedMs = performance.now() - startMs;
    await wait(SETTLED_MS);
    return { publishedMs, residentMb: residentMb(child) };
  } finally {
    child.kill('SIGTERM');
    await ended(child);
  }
}

async function firstMessage(port: number): Promise<void> {
  const client = connect(`mqtt://127.0.0.1:${port}`);
  const heard = new Promise<void>((resolve) => {
    client.once('message', () => resolve());
  });
  client.subscribe('#');
  await heard;
  await client.endAsync(true);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast holds: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function residentMb({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
