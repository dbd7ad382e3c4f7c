// `bluebell key`: keys go in, and never come out.

import { UsageError } from '@bluebell/ble/core';
import * as z from 'zod';
import { clean } from '../../plain-text.ts';
import { ExitCode } from '../exit.ts';
import type { RemoteOptions } from '../remote/remote-options.ts';
import { type AnywhereAnswer, requestAnywhere } from '../remote/request-anywhere.ts';
import { tableLines } from '../table.ts';
import { linesOf, print, type Terminal } from '../terminal.ts';

/** What `key list` is told. */
export interface KeyListOptions extends RemoteOptions {
  readonly json?: boolean | undefined;
}

const changed = z.object({ device: z.string(), restart_required: z.array(z.string()) });

const holders = z.array(
  z.object({
    device: z.string(),
    name: z.string().nullable(),
    key: z.boolean(),
    fault: z.string().nullable(),
  }),
);

/** Sets a key; gives the exit code. */
export async function keySet(
  device: string,
  digits: string | undefined,
  options: RemoteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const key = digits ?? (await typedKey(terminal));
  const answer = await requestAnywhere('key/set', { device, key }, options, terminal, stop);
  await print(terminal, sentence('the key is set', answer));
  return ExitCode.ok;
}

/** Takes one away; gives the exit code. */
export async function keyRemove(
  device: string,
  options: RemoteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const answer = await requestAnywhere('key/remove', { device }, options, terminal, stop);
  await print(terminal, sentence('the key is gone', answer));
  return ExitCode.ok;
}

/** Prints who has one; gives the exit code. */
export async function keyList(
  options: KeyListOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { data } = await requestAnywhere('key/list', {}, options, terminal, stop);
  const all = holders.parse(data);
  if (options.json) {
    await print(terminal, JSON.stringify(all));
    return ExitCode.ok;
  }
  if (all.length === 0) await print(terminal, 'No sensor has a key, and none needs one.');
  const rows = all.map(({ device, name, key, fault }) => [
    device,
    clean(name ?? ''),
    key ? 'has a key' : 'needs a key',
    fault === null ? '' : clean(fault.replaceAll('_', ' ')),
  ]);
  for (const line of tableLines(rows, terminal.stdout.columns)) await print(terminal, line);
  return ExitCode.ok;
}

async function typedKey(terminal: Terminal): Promise<string> {
  const invitation = 'The key, 32 hex digits (24 for remotes of the first generation):';
  for await (const line of linesOf('-', terminal, invitation)) return line.trim();
  throw new UsageError('no key came by standard input');
}

function sentence(what: string, { data, isRunning }: AnywhereAnswer): string {
  const { device, restart_required: waiting } = changed.parse(data);
  if (!isRunning) return `${device}: ${what}, for when a hub is started: none runs here.`;
  return waiting.length > 0
    ? `${device}: ${what}; the hub takes it once it is restarted.`
    : `${device}: ${what}, and the hub goes by it.`;
}
