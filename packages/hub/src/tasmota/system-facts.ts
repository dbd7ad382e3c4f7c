// What commands and messages tell of the machine and the program.

import { cpus, hostname, loadavg, networkInterfaces } from 'node:os';
import type { BrokerFacts, SystemPort } from '../commands/ports.ts';
import type { Machine } from './mqtt/state-message.ts';

/** What the operating system does not know. */
export interface SystemSetup {
  readonly version: string;
  /** `A4:C1:38:00:00:01` */
  readonly mac: string;
  /** A reading of the steady clock. */
  readonly startedMs: number;
  readonly broker: () => BrokerFacts | undefined;
  readonly restart: () => void;
}

const KIB = 1024;

/** Asked anew each time: addresses and loads change. */
export class SystemFacts implements SystemPort, Machine {
  readonly version: string;
  readonly mac: string;
  readonly startedMs: number;
  readonly hostName = hostname();
  readonly #setup: SystemSetup;

  constructor(setup: SystemSetup) {
    this.#setup = setup;
    this.version = setup.version;
    this.mac = setup.mac;
    this.startedMs = setup.startedMs;
  }

  /** The first address by which others reach this machine; that of the machine itself, if none. */
  get ipAddress(): string {
    const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const outer = all.find(({ internal, family }) => !internal && family === 'IPv4');
    return outer?.address ?? '127.0.0.1';
  }

  get broker(): BrokerFacts | undefined {
    return this.#setup.broker();
  }

  get heapKb(): number {
    return Math.round(process.memoryUsage().heapUsed / KIB);
  }

  /** Of the last minute, of all processors together. */
  get loadPercent(): number {
    const [lastMinute = 0] = loadavg();
    return Math.round((lastMinute / Math.max(1, cpus().length)) * 100);
  }

  restart(): void {
    this.#setup.restart();
  }
}
