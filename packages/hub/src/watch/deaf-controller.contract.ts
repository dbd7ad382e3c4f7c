// For tests: a controller on a virtual air that goes deaf in the ways of real ones.

import { Reader } from '@bluebell/ble/codec';
import { silentLog, TransportError, VirtualClock } from '@bluebell/ble/core';
import {
  type HciTransport,
  leAdvertisingReport,
  leExtendedAdvertisingReport,
  leSetExtendedScanEnable,
  leSetScanEnable,
  PacketIndicator,
  reset,
} from '@bluebell/ble/hci';
import { type HostRadio, openHost } from '@bluebell/ble/host';
import { completeName, type Radio } from '@bluebell/ble/radio';
import { VirtualAir } from '@bluebell/ble/sim';
import { RadioWatch, type RadioWatchParts, type WatchOptions } from './radio-watch.ts';

/** What is wrong with a controller, and what mends it. */
export type Trouble =
  | 'none'
  | 'deafUntilScanRestarts'
  | 'deafUntilReset'
  | 'deafUntilReopened'
  | 'deafForEver'
  | 'answersNothing'
  | 'unplugged';

const SCAN_ENABLES: ReadonlySet<number> = new Set([
  leSetScanEnable.opcode,
  leSetExtendedScanEnable.opcode,
]);

const REPORTS: ReadonlySet<number> = new Set([
  leAdvertisingReport.opcode,
  leExtendedAdvertisingReport.opcode,
]);

const LE_META_EVENT = 0x3e;

/** How often a beacon of the test speaks. */
export const BEACON_EVERY_MS = 5_000;

/** An air with a beacon on it, and radios that may have troubles. */
export class DeafStage {
  readonly clock = new VirtualClock(Date.UTC(2026, 0, 2));
  readonly air = new VirtualAir({ clock: this.clock, seed: 1 });
  readonly watch: RadioWatch;
  readonly #radios: HostRadio[] = [];
  readonly #stop = new AbortController();

  constructor(parts: Partial<RadioWatchParts> = {}) {
    this.watch = new RadioWatch({ clock: this.clock, log: silentLog, ...parts });
  }

  /** Something that speaks every few seconds; ends when it is stopped. */
  async beacon() {
    const { radio } = await this.controller('beacon');
    const data = [completeName('beacon')];
    const wanted = { data, isConnectable: false, intervalMs: BEACON_EVERY_MS };
    return this.clock.run(radio.advertise(wanted));
  }

  /** One more controller with a host on it. */
  async controller(name: string) {
    const number = this.air.controllers.length + 1;
    const controller = this.air.addController({ address: 0xa4c1_3800_0000 + number, name });
    const fault = new Fault();
    const open = async () => {
      fault.opened();
      return new FaultyTransport(controller.transport(), fault);
    };
    const radio = await this.clock.run(openHost(open, { name, clock: this.clock }));
    this.#radios.push(radio);
    const fail = (trouble: Trouble) => {
      fault.trouble = trouble;
      if (trouble === 'unplugged') controller.unplug();
    };
    return { radio, fault, fail };
  }

  /** The same, watched, and listened to. */
  async watched(name: string) {
    const made = await this.controller(name);
    this.hear(made.radio);
    return made;
  }

  /** Watches a radio, and listens to it until the stage closes. */
  hear(radio: Radio, options?: WatchOptions): void {
    void this.#listen(this.watch.add(radio, options));
  }

  /** What is known of a radio. */
  facts(name: string) {
    const facts = this.watch.facts().find((one) => one.name === name);
    if (!facts) throw new Error(`no radio ${name}`);
    return facts;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.watch.close();
    for (const radio of this.#radios) await this.clock.run(radio.close());
    this.air.close();
  }

  /** Until the stage closes. */
  async #listen(radio: Radio): Promise<void> {
    const adverts = radio.scan({ signal: this.#stop.signal })[Symbol.asyncIterator]();
    for (let next = await adverts.next(); !next.done; next = await adverts.next());
  }
}

/** Plays, and tidies up. */
export async function onDeafStage(
  play: (stage: DeafStage) => Promise<void>,
  parts: Partial<RadioWatchParts> = {},
): Promise<void> {
  const stage = new DeafStage(parts);
  try {
    await play(stage);
  } finally {
    await stage.close();
  }
}

/** What is wrong at the moment; commands and openings may mend it. */
class Fault {
  trouble: Trouble = 'none';
  openings = 0;
  resets = 0;
  scanRestarts = 0;

  opened(): void {
    if (this.trouble === 'unplugged') throw new TransportError('nothing is plugged in');
    this.openings++;
    if (this.trouble === 'deafUntilReopened') this.trouble = 'none';
  }

  /** Whether the controller gets a command. */
  takes(opcode: number): boolean {
    if (opcode === reset.opcode) {
      this.resets++;
      if (this.trouble === 'deafUntilReset') this.trouble = 'none';
    }
    if (SCAN_ENABLES.has(opcode)) {
      this.scanRestarts++;
      if (this.trouble === 'deafUntilScanRestarts') this.trouble = 'none';
    }
    return this.trouble !== 'answersNothing';
  }

  get isDeaf(): boolean {
    return this.trouble !== 'none';
  }
}

/** Loses what a faulty controller would not send. */
class FaultyTransport implements HciTransport {
  readonly #below: HciTransport;
  readonly #fault: Fault;

  constructor(below: HciTransport, fault: Fault) {
    this.#below = below;
    this.#fault = fault;
  }

  get name(): string {
    return this.#below.name;
  }

  get room(): Promise<void> | undefined {
    return this.#below.room;
  }

  set onPacket(listener: ((packet: Uint8Array) => void) | undefined) {
    this.#below.onPacket =
      listener &&
      ((packet) => {
        if (!(this.#fault.isDeaf && isReports(packet))) listener(packet);
      });
  }

  get onPacket(): ((packet: Uint8Array) => void) | undefined {
    return this.#below.onPacket;
  }

  set onClose(listener: ((error: TransportError) => void) | undefined) {
    this.#below.onClose = listener;
  }

  get onClose(): ((error: TransportError) => void) | undefined {
    return this.#below.onClose;
  }

  send(packet: Uint8Array): void {
    const from = new Reader(packet);
    const isCommand = from.u8() === PacketIndicator.command;
    if (!isCommand || this.#fault.takes(from.u16())) this.#below.send(packet);
  }

  close(): Promise<void> {
    return this.#below.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function isReports(packet: Uint8Array): boolean {
  const from = new Reader(packet);
  if (from.u8() !== PacketIndicator.event || from.u8() !== LE_META_EVENT) return false;
  from.u8();
  return REPORTS.has(from.u8());
}
