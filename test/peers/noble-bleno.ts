// noble and bleno for tests: a central and a peripheral by others, each in a process of its own, at a tty.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { toHex } from '@bluebell/ble/core';
import { afterAll } from 'vitest';
import { LONG_VALUE, PeerUuid } from './ble-host-service.ts';
import { within } from './patience.ts';
import { pathOf } from './programs.ts';

/** What `noble` writes to be echoed: 2,000 bytes. */
export const ECHOED: Uint8Array = Uint8Array.from({ length: 2_000 }, (_, i) => (i * 7) % 256);

/** What one of them says: its kind, and facts that go with it. */
export interface Said {
  readonly kind: string;
  readonly [fact: string]: unknown;
}

/** Those that run. A test that is out of time does not get to end its own, so the file does. */
const running = new Set<TtyPeer>();
afterAll(async () => {
  for (const peer of running) await peer[Symbol.asyncDispose]();
});

/** A program at a tty, whose other end is a controller at a socket. */
export class TtyPeer implements AsyncDisposable {
  readonly #folder: string;
  readonly #socat: ChildProcess;
  readonly #program: ChildProcess;
  readonly #said: Said[] = [];
  readonly #listeners = new Set<() => void>();
  #stderr = '';

  private constructor(folder: string, socat: ChildProcess, program: ChildProcess) {
    this.#folder = folder;
    this.#socat = socat;
    this.#program = program;
    program.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    if (program.stdout) {
      createInterface(program.stdout).on('line', (line) => {
        // The cast holds: the scripts beside this file print nothing else.
        this.#said.push(JSON.parse(line) as Said);
        this.#tell();
      });
    }
    program.on('close', () => this.#tell());
  }

  /** noble, which finds the peripheral of a name, tries all that it serves, and ends. */
  static noble(controller: string, name: string): Promise<TtyPeer> {
    return TtyPeer.#start('noble.mjs', controller, { name, uuids: PeerUuid, echo: toHex(ECHOED) });
  }

  /** bleno, which serves until it is disposed of. */
  static bleno(controller: string, name: string): Promise<TtyPeer> {
    return TtyPeer.#start('bleno.mjs', controller, {
      name,
      uuids: PeerUuid,
      longValue: toHex(LONG_VALUE),
    });
  }

  static async #start(script: string, controller: string, argument: unknown): Promise<TtyPeer> {
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-tty-'));
    const tty = join(folder, 'tty');
    const socat = spawn(pathOf('socat'), [`PTY,link=${tty},raw,echo=0`, controller], {
      stdio: 'ignore',
    });
    await appears(tty);
    const path = fileURLToPath(new URL(script, import.meta.url));
    const program = spawn(process.execPath, [path, JSON.stringify(argument)], {
      env: { PATH: process.env.PATH, BLUETOOTH_HCI_SOCKET_UART_PORT: tty },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const peer = new TtyPeer(folder, socat, program);
    running.add(peer);
    return peer;
  }

  /** Waits until it says something of this kind; throws when it ends without. */
  async heard(kind: string): Promise<Said> {
    return within(`'${kind}' of a program that said ${this.#report()}`, this.#heard(kind));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    running.delete(this);
    await end(this.#program);
    await end(this.#socat);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #heard(kind: string): Promise<Said> {
    for (;;) {
      const found = this.#said.find((said) => said.kind === kind);
      if (found) return found;
      if (hasEnded(this.#program)) throw new Error(`it ended without '${kind}': ${this.#report()}`);
      await new Promise<void>((resolve) => {
        this.#listeners.add(resolve);
      });
    }
  }

  #report(): string {
    return `${this.#said.map(({ kind }) => kind).join(', ') || 'nothing'}; ${this.#stderr}`;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

async function appears(path: string): Promise<void> {
  const watcher = watch(join(path, '..'));
  try {
    for (;;) {
      const change = once(watcher, 'change');
      if (existsSync(path)) return;
      await within(`the tty ${path}`, change);
    }
  } finally {
    watcher.close();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
