// `bluebell air`: a virtual air, with controllers for other programs.

import { systemClock, UsageError, VirtualClock } from '@bluebell/ble/core';
import { VirtualAir } from '@bluebell/ble/sim';
import { AirWriter, recordAir, serveController, servedTransport } from '@bluebell/radios';
import { DEFAULT_SEED, type SimulatedDevice, startHome } from '@bluebell/sensors/virtual';
import { openPeripheralBonds } from '../../bonds/peripheral-bonds.ts';
import { Closing } from '../closing.ts';
import { ExitCode } from '../exit.ts';
import { folderOf } from '../folder-of.ts';
import type { Terminal } from '../terminal.ts';
import { AirReport } from './air-report.ts';
import { hasten } from './hasten.ts';

/** What `bluebell air` is told. */
export interface AirOptions {
  /** Where controllers listen. */
  readonly controller?: readonly string[] | undefined;
  /** Default: that of every simulated home, so that keys and addresses are the same. */
  readonly seed?: number | undefined;
  readonly home: boolean;
  readonly pace: 'real' | 'fast';
  /** Records what is sent on the air. */
  readonly capture?: string | undefined;
  readonly data?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Addresses of the controllers that are offered count up from here. */
const FIRST_ADDRESS = 0x3c2ef5000101;

/** They stand side by side in the hall, so many metres apart. */
const APART_M = 0.5;
const HEIGHT_M = 1.2;

/** Offers controllers until `stop` aborts; gives the exit code. */
export async function air(
  options: AirOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { controller: places = [], seed = DEFAULT_SEED, pace, capture } = options;
  if (places.length === 0 && capture === undefined) {
    throw new UsageError(
      'nobody could hear it: give --controller tcp:127.0.0.1:9101, or --capture FILE',
    );
  }
  const report = new AirReport(terminal, options.json ?? false);
  await using closing = new Closing();
  const clock = pace === 'fast' ? new VirtualClock(systemClock.now()) : systemClock;
  const theAir = new VirtualAir({ clock, seed });
  closing.defer(() => theAir.close());
  if (clock instanceof VirtualClock) closing.defer(hasten(clock));
  if (capture !== undefined) await recordTo(capture, theAir, closing);

  const offered: OfferedController[] = [];
  for (const [index, place] of places.entries()) {
    const address = FIRST_ADDRESS + index;
    const at = { x: index * APART_M, y: 0, z: HEIGHT_M };
    const virtual = theAir.addController({ address, name: place, at });
    const served = servedTransport(virtual.transport());
    const listener = await serveController(place, served, { log: report.log });
    closing.defer(() => listener.close());
    offered.push({ name: listener.name, address });
  }
  const devices = options.home ? await home(theAir, options, terminal, closing) : [];
  report.start({ seed, offered, devices, capture });
  await aborted(stop);
  return ExitCode.ok;
}

/** One controller, by how hosts reach it. */
export interface OfferedController {
  readonly name: string;
  readonly address: number;
}

async function recordTo(path: string, theAir: VirtualAir, closing: Closing): Promise<void> {
  const writer = await AirWriter.create(path);
  closing.defer(() => writer.close());
  const recorder = recordAir(writer);
  closing.defer(() => recorder.stop());
  theAir.tap({ onPacket: recorder.hear });
}

async function home(
  theAir: VirtualAir,
  { seed = DEFAULT_SEED, data }: AirOptions,
  terminal: Terminal,
  closing: Closing,
): Promise<readonly SimulatedDevice[]> {
  const peripheralBonds = await openPeripheralBonds(folderOf({ data }, terminal));
  closing.defer(() => peripheralBonds.flush());
  const running = await startHome(theAir, { seed, peripheralBonds: peripheralBonds.of });
  closing.defer(() => running.close());
  return running.devices;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
