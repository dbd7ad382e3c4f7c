// `bluebell device list`: what a hub knows.

import { systemClock } from '@bluebell/ble/core';
import { clean } from '../../plain-text.ts';
import { spanText } from '../../span-text.ts';
import { ExitCode } from '../exit.ts';
import { remoteFor } from '../remote/remote.ts';
import type { RemoteOptions } from '../remote/remote-options.ts';
import { tableLines } from '../table.ts';
import { print, type Terminal } from '../terminal.ts';
import { FAULT_TEXT } from '../value-text.ts';
import { type ListedDevice, listedDevices } from './listing.ts';

/** What it is told. */
export interface DeviceListOptions extends RemoteOptions {
  readonly json?: boolean | undefined;
}

/** Prints them; gives the exit code. */
export async function deviceList(
  options: DeviceListOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const remote = await remoteFor(options, terminal);
  const { data, devices } = await listedDevices(remote, stop);
  if (options.json) {
    await print(terminal, JSON.stringify(data));
    return ExitCode.ok;
  }
  if (devices.length === 0) await print(terminal, 'The hub has heard of no device yet.');
  const nowMs = systemClock.now();
  const rows = devices.map((device) => rowOf(device, nowMs).map(clean));
  for (const line of tableLines(rows, terminal.stdout.columns)) await print(terminal, line);
  return ExitCode.ok;
}

function rowOf(device: ListedDevice, nowMs: number): readonly string[] {
  const { id, name, model, kind, last_seen: lastSeen } = device;
  const heard = lastSeen === null ? 'never' : `${spanText(nowMs - Date.parse(lastSeen))} ago`;
  // What is last is cut where the terminal is narrow: names of products are long.
  return [id, name ?? '–', heard, stateOf(device), model ?? kind];
}

function stateOf({ fault, online }: ListedDevice): string {
  const words: Readonly<Record<string, string>> = FAULT_TEXT;
  if (fault !== null) return words[fault] ?? fault;
  return online === false ? 'offline' : '';
}
