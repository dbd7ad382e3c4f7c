// Picks a radio by its name.

import { UsageError } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { TRANSPORT_SCHEMES } from './hci/open-transport.ts';
import { type HciRadioOptions, openHciRadio } from './open-hci.ts';
import type { SimOptions } from './open-sim.ts';
import { type ReplayOptions, ReplayRadio } from './replay.ts';

/** What radios may be told when they open; each takes what it knows. */
export interface OpenRadioOptions extends ReplayOptions, HciRadioOptions, SimOptions {}

interface Scheme {
  /** How its names look, for people. */
  readonly usage: string;
  /** Reads the rest of the name, without opening anything. @throws {UsageError} it is none. */
  readonly read: (rest: string) => unknown;
  /** Opens the radio that the rest of the name stands for. */
  readonly open: (rest: string, options: OpenRadioOptions, name: string) => Promise<Radio>;
}

/** Radios by what their names begin with. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  sim: { usage: 'sim', read: readHome, open: openHome },
  replay: { usage: 'replay:FILE', read: readRecording, open: openReplay },
  ...Object.fromEntries(
    Object.entries(TRANSPORT_SCHEMES).map(([word, { usage, read }]) => [
      word,
      { usage, read, open: openController },
    ]),
  ),
};

function readRecording(path: string): string {
  if (path === '') throw new UsageError("'replay:' names no file: give replay:FILE");
  return path;
}

async function openReplay(path: string, options: OpenRadioOptions): Promise<Radio> {
  return ReplayRadio.open(readRecording(path), options);
}

function readHome(rest: string): void {
  if (rest !== '') throw new UsageError(`'sim:${rest}': there is one simulated home, called sim`);
}

/** Loaded when asked for: what listens to real air alone starts faster without. */
async function openHome(rest: string, options: OpenRadioOptions): Promise<Radio> {
  readHome(rest);
  const { openSim } = await import('./open-sim.ts');
  return openSim(hostOptionsIn(options));
}

function openController(_: string, options: OpenRadioOptions, name: string): Promise<Radio> {
  const {
    seed: _seed,
    peripheralBonds: _bonds,
    guestLooksFor: _guest,
    ...told
  } = hostOptionsIn(options);
  return openHciRadio(name, told);
}

/** Without what is for recordings alone. */
function hostOptionsIn({ speed: _s, onProgress: _p, signal: _a, ...told }: OpenRadioOptions) {
  return told;
}

/**
 * Opens a radio by name: `serial:/dev/ttyUSB0` is a controller with our host on it,
 * `replay:kitchen.btsnoop` plays back a capture, `sim` is a simulated home.
 *
 * @throws {UsageError} no radio is called so; the message lists those there are.
 */
export async function openRadio(name: string, options: OpenRadioOptions = {}): Promise<Radio> {
  const { scheme, rest } = schemeOf(name);
  return scheme.open(rest, options, name);
}

/**
 * Looks whether a name can be that of a radio, without opening one.
 *
 * @throws {UsageError} it can never be opened; the message says what would be right.
 */
export function checkRadioName(name: string): void {
  const { scheme, rest } = schemeOf(name);
  scheme.read(rest);
}

function schemeOf(name: string): { readonly scheme: Scheme; readonly rest: string } {
  // People know controllers of Linux by the names of their devices.
  const whole = name.replace(/^hci(\d+)$/, 'hci:$1');
  const [, word = '', rest = ''] = /^([^:]*):?(.*)$/s.exec(whole) ?? [];
  const scheme = Object.hasOwn(SCHEMES, word) ? SCHEMES[word] : undefined;
  if (scheme) return { scheme, rest };
  const usages = Object.values(SCHEMES).map(({ usage }) => usage);
  throw new UsageError(`'${name}' is no radio: allowed are ${usages.join(', ')}`);
}
