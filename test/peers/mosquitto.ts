// A real Mosquitto for tests: on a free port of this machine, with a configuration and a folder of
// its own, ended with the test.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';
import type { Certificates } from './certificates.ts';
import { pathOf } from './programs.ts';

/** How this Mosquitto differs from one that lets everybody in. */
export interface MosquittoOptions {
  /** Who may come in, password by name. Everybody, when left out. */
  readonly users?: Readonly<Record<string, string>>;
  /** Speaks TLS alone, with these. */
  readonly tls?: Certificates;
  /** Asks clients for a certificate of the same authority. */
  readonly wantsCertificate?: boolean;
  /** More lines of its configuration. */
  readonly lines?: readonly string[];
}

/** Those that run. A test that is out of time does not get to end its own, so the file does. */
const running = new Set<Mosquitto>();
afterAll(async () => {
  for (const mosquitto of running) await mosquitto[Symbol.asyncDispose]();
});

/** A broker of its own process. */
export class Mosquitto implements AsyncDisposable {
  readonly port: number;
  /** `mqtt://127.0.0.1:…`, or `mqtts://localhost:…` with TLS: certificates carry names. */
  readonly url: string;
  readonly #folder: string;
  readonly #program: string;
  #process: ChildProcess | undefined;

  private constructor(program: string, folder: string, port: number, isSecure: boolean) {
    this.#program = program;
    this.#folder = folder;
    this.port = port;
    this.url = isSecure ? `mqtts://localhost:${port}` : `mqtt://127.0.0.1:${port}`;
  }

  /** Starts one, and waits until it listens. */
  static async start(options: MosquittoOptions = {}): Promise<Mosquitto> {
    const program = pathOf('mosquitto');
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-mosquitto-'));
    const port = await freePort();
    await writeFile(join(folder, 'mosquitto.conf'), configuration(folder, port, options));
    const mosquitto = new Mosquitto(program, folder, port, options.tls !== undefined);
    running.add(mosquitto);
    await mosquitto.start();
    return mosquitto;
  }

  /** Starts it again where it was, with nothing remembered. */
  async start(): Promise<void> {
    const child = spawn(this.#program, ['-c', join(this.#folder, 'mosquitto.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    const said: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      said.push(line);
      if (/mosquitto version .* running/.test(line)) {
        // Its log goes on, and must not fill the pipe.
        child.stderr.resume();
        return;
      }
    }
    throw new Error(`mosquitto did not start:\n${said.join('\n')}`);
  }

  /** Ends it as an administrator would. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    running.delete(this);
    // At once: nobody waits for it any more.
    await this.#end('SIGKILL');
    await rm(this.#folder, { recursive: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

function configuration(folder: string, port: number, options: MosquittoOptions): string {
  const { users, tls, wantsCertificate = false, lines = [] } = options;
  return [
    `listener ${port} ${tls ? 'localhost' : '127.0.0.1'}`,
    'persistence false',
    'log_dest stderr',
    // Started by root it becomes a user who cannot read this folder, unless told not to.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `allow_anonymous ${users === undefined}`,
    ...(users ? [`password_file ${passwordFile(folder, users)}`] : []),
    ...(tls ? [`cafile ${tls.ca}`, `certfile ${tls.cert}`, `keyfile ${tls.key}`] : []),
    `require_certificate ${wantsCertificate}`,
    ...lines,
    '',
  ].join('\n');
}

function passwordFile(folder: string, users: Readonly<Record<string, string>>): string {
  const path = join(folder, 'passwords');
  for (const [name, password] of Object.entries(users)) {
    const create = existsSync(path) ? [] : ['-c'];
    execFileSync('mosquitto_passwd', [...create, '-b', path, name, password]);
  }
  return path;
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
