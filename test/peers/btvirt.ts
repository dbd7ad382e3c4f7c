// btvirt for tests: BlueZ's emulated controllers, all on one air.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HciTransport } from '@bluebell/ble/hci';
import { openTransport } from '@bluebell/radios';
import { afterAll } from 'vitest';
import { bluezShim } from './bluez-shim.ts';
import { pathOf } from './programs.ts';

/** Those that run. A test that is out of time does not get to end its own, so the file does. */
const running = new Set<Btvirt>();
afterAll(async () => {
  for (const btvirt of running) await btvirt[Symbol.asyncDispose]();
});

/** A process whose every connection is a controller of its own. Several may run side by side. */
export class Btvirt implements AsyncDisposable {
  /** Controllers that speak LE and BR/EDR, for programs that connect by themselves. */
  readonly path: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #transports: HciTransport[] = [];

  private constructor(folder: string, child: ChildProcess) {
    this.#folder = folder;
    this.#process = child;
    this.path = join(folder, 'bredrle');
  }

  /** Starts one, and waits until it listens. */
  static async start(): Promise<Btvirt> {
    const program = pathOf('btvirt');
    const shim = await bluezShim();
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-btvirt-'));
    const env = { ...process.env, LD_PRELOAD: shim, BTVIRT_FOLDER: folder };
    const child = spawn(program, ['-s'], { env, stdio: 'ignore' });
    const btvirt = new Btvirt(folder, child);
    running.add(btvirt);
    await btvirt.#isListening();
    return btvirt;
  }

  /** A new controller, on the same air as those before. */
  async connect(): Promise<HciTransport> {
    const transport = await openTransport(`unix:${this.path}`);
    this.#transports.push(transport);
    return transport;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    running.delete(this);
    for (const transport of this.#transports) await transport.close();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await exited;
    }
    await rm(this.#folder, { recursive: true });
  }

  async #isListening(): Promise<void> {
    // The last socket that it makes: the others are there before.
    const last = join(this.#folder, 'mon');
    const watcher = watch(this.#folder);
    const ended = once(this.#process, 'exit').then(([code]) => {
      throw new Error(`btvirt ended with ${code} before it listened`);
    });
    try {
      for (;;) {
        const change = once(watcher, 'change');
        if (await exists(last)) return;
        await Promise.race([change, ended]);
      }
    } finally {
      watcher.close();
      ended.catch(() => {});
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
