// ble-host for tests: another host, by somebody else, on anything that carries HCI packets.

import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HciTransport } from '@bluebell/ble/hci';
import bleHost, { type Manager, type Report, type ServerService } from 'ble-host';
import { afterAll } from 'vitest';
import { BleHostLink } from './ble-host-link.ts';
import { within } from './patience.ts';

/** How it differs from one of its own address with default settings. */
export interface BleHostOptions {
  /** `public`: the controller's own. A static random address of its own, when left out. */
  readonly address?: 'public';
}

/** Whom to connect to. */
export interface PeerAddress {
  readonly type: 'public' | 'random';
  /** Such as A4:C1:38:00:00:01. */
  readonly address: string;
}

// It keeps its bonds under the folder that the process is in, a folder for each own address.
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'bluebell-ble-host-'));
process.chdir(folder);

/** Those that run. A test that is out of time does not get to end its own, so the file does. */
const running = new Set<BleHost>();

afterAll(async () => {
  for (const host of running) await host[Symbol.asyncDispose]();
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** How many there were: each has bonds of its own, since it has an address of its own. */
let count = 0;

/** 20 to 25 ms in units of 0.625 ms. */
const ADVERTISING = { intervalMin: 0x20, intervalMax: 0x28 };

/** 7.5 ms in units of 1.25 ms: controllers that keep to time let nobody wait longer than they must. */
const LINK = { connIntervalMin: 6, connIntervalMax: 6 };

/** One host, on one controller. */
export class BleHost implements AsyncDisposable {
  /** ble-host's own object, for what is not here. */
  readonly manager: Manager;
  /** Its random address; `undefined` where it uses the controller's own. */
  readonly address: string | undefined;
  readonly #wire: Wire;

  private constructor(manager: Manager, wire: Wire, address: string | undefined) {
    this.manager = manager;
    this.#wire = wire;
    this.address = address;
  }

  /** Starts one on a controller, which is closed with it. */
  static async open(transport: HciTransport, { address }: BleHostOptions = {}): Promise<BleHost> {
    const staticRandomAddress = address === 'public' ? undefined : nextAddress();
    const wire = new Wire(transport);
    const starting = new Promise<Manager>((resolve, reject) => {
      const options = staticRandomAddress === undefined ? {} : { staticRandomAddress };
      bleHost.BleManager.create(wire, options, (error, manager) => {
        if (error) reject(error);
        else resolve(manager);
      });
    });
    const manager = await within(`ble-host on ${transport.name}`, starting);
    // Without anybody listening, a controller that goes away would end the process.
    manager.on('error', () => {});
    const host = new BleHost(manager, wire, staticRandomAddress);
    running.add(host);
    return host;
  }

  /** Adds services to what it serves. */
  serve(services: readonly ServerService[]): void {
    this.manager.gattDb.addServices(services);
  }

  /** Advertises under a name until a central connects. */
  async accept(name: string): Promise<BleHostLink> {
    const data = new bleHost.AdvertisingDataBuilder()
      .addFlags(['leGeneralDiscoverableMode', 'brEdrNotSupported'])
      .addLocalName(true, name)
      .build();
    await this.#done('advertising data', (done) => this.manager.setAdvertisingData(data, done));
    await this.#done('scan response', (done) =>
      this.manager.setScanResponseData(Buffer.alloc(0), done),
    );
    const connected = new Promise<BleHostLink>((resolve, reject) =>
      this.manager.startAdvertising(ADVERTISING, (status, connection) => {
        if (status === 0) resolve(new BleHostLink(connection));
        else reject(new Error(`ble-host: advertising, ${bleHost.HciErrors.toString(status)}`));
      }),
    );
    return within(`a central that connects to ${name}`, connected);
  }

  /** Scans until somebody of this name is heard. */
  async find(name: string): Promise<Report> {
    const scanner = this.manager.startScan({ activeScan: true });
    const heard = new Promise<Report>((resolve) =>
      scanner.on('report', (report) => {
        if (report.parsedDataItems.localName === name) resolve(report);
      }),
    );
    try {
      return await within(`an advert of ${name}`, heard);
    } finally {
      scanner.stopScan();
    }
  }

  async connect({ type, address }: PeerAddress): Promise<BleHostLink> {
    const connected = new Promise<BleHostLink>((resolve) =>
      this.manager.connect(type, address, LINK, (connection) =>
        resolve(new BleHostLink(connection)),
      ),
    );
    return within(`a connection to ${address}`, connected);
  }

  /** Finds somebody by name, and connects. */
  async connectTo(name: string): Promise<BleHostLink> {
    const { addressType, address } = await this.find(name);
    return this.connect({ type: addressType, address });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    running.delete(this);
    await this.#wire.close();
  }

  async #done(what: string, call: (done: (status: number) => void) => void): Promise<void> {
    const status = await within(what, new Promise<number>(call));
    if (status !== 0) throw new Error(`ble-host: ${what}, ${bleHost.HciErrors.toString(status)}`);
  }
}

/** A transport as ble-host wants it. */
class Wire extends EventEmitter {
  readonly #transport: HciTransport;

  constructor(transport: HciTransport) {
    super();
    this.#transport = transport;
    transport.onPacket = (packet) =>
      this.emit('data', Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength));
    transport.onClose = () => this.emit('close');
  }

  write(packet: Buffer): void {
    this.#transport.send(new Uint8Array(packet));
  }

  /** Also ends the timers of ble-host, which would keep the process alive. */
  close(): Promise<void> {
    this.emit('close');
    return this.#transport.close();
  }
}

function nextAddress(): string {
  count++;
  const digits = (0xc60000000000 + count).toString(16).toUpperCase();
  return (digits.match(/../g) ?? []).join(':');
}
