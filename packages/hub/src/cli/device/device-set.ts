// `bluebell device rename|options|forget`.

import { addressDigits, UsageError } from '@bluebell/ble/core';
import * as z from 'zod';
import { clean } from '../../plain-text.ts';
import { findDevice, namesGiven } from '../../state/find-device.ts';
import { ExitCode } from '../exit.ts';
import { hubRequest } from '../remote/hub-request.ts';
import { remoteFor } from '../remote/remote.ts';
import type { RemoteOptions } from '../remote/remote-options.ts';
import { type AnywhereAnswer, requestAnywhere } from '../remote/request-anywhere.ts';
import { tableLines } from '../table.ts';
import { print, type Terminal } from '../terminal.ts';
import { CommandError } from './command-error.ts';
import { listedDevices } from './listing.ts';

/** What `device forget` is told. */
export interface ForgetOptions extends RemoteOptions {
  readonly history?: boolean | undefined;
  readonly configuration?: boolean | undefined;
}

const changed = z.object({ device: z.string(), restart_required: z.array(z.string()) });
const forgotten = z.object({ device: z.string(), forgotten: z.boolean() });

/** Names a device; gives the exit code. */
export async function deviceRename(
  device: string,
  name: string,
  options: RemoteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const answer = await requestAnywhere('device/rename', { device, name }, options, terminal, stop);
  const what = name === '' ? 'has no name any more' : `is called ${clean(name)}`;
  await print(terminal, sentence(what, answer));
  return ExitCode.ok;
}

/** Sets options, or shows them; gives the exit code. */
export async function deviceOptions(
  device: string,
  pairs: readonly string[],
  options: RemoteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  if (pairs.length === 0) return showOptions(device, options, terminal, stop);
  const args = { device, options: Object.fromEntries(pairs.map(optionIn)) };
  const answer = await requestAnywhere('device/options', args, options, terminal, stop);
  await print(terminal, sentence('is set', answer));
  return ExitCode.ok;
}

/** Forgets a device; gives the exit code. */
export async function deviceForget(
  device: string,
  { history = false, configuration = false, ...options }: ForgetOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const remote = await remoteFor(options, terminal);
  const args = { device, history, configuration };
  const answer = forgotten.parse(await hubRequest(remote, 'device/forget', args, stop));
  const what = answer.forgotten ? 'is forgotten' : 'was not known to the hub';
  await print(terminal, `${answer.device} ${what}.`);
  return ExitCode.ok;
}

async function showOptions(
  device: string,
  options: RemoteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const remote = await remoteFor(options, terminal);
  const { devices } = await listedDevices(remote, stop);
  const id = addressDigits(findDevice(device, namesGiven(devices)));
  const found = devices.find((one) => one.id === id);
  if (!found) throw new CommandError(`the hub knows nothing of ${id} yet: it was never heard`);
  const rows = Object.entries(found.options).map(([name, value]) => [
    clean(name),
    value === null ? '–' : clean(String(value)),
  ]);
  for (const line of tableLines(rows, terminal.stdout.columns)) await print(terminal, line);
  return ExitCode.ok;
}

/** `area=Kitchen`; nothing behind the sign takes an option back to its default. */
function optionIn(pair: string): readonly [name: string, value: string | number | boolean | null] {
  const at = pair.indexOf('=');
  if (at <= 0) throw new UsageError(`${clean(pair)} is no option=value, such as area=Kitchen`);
  return [pair.slice(0, at), valueIn(pair.slice(at + 1))];
}

function valueIn(text: string): string | number | boolean | null {
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function sentence(what: string, { data, isRunning }: AnywhereAnswer): string {
  const { device, restart_required: waiting } = changed.parse(data);
  if (!isRunning) return `${device} ${what}, for when a hub is started: none runs here.`;
  return waiting.length > 0
    ? `${device} ${what}; the hub takes it once it is restarted.`
    : `${device} ${what}.`;
}
