// `bluebell import` of files whose devices go into config.yaml.

import { dirname, join } from 'node:path';
import { BleError } from '@bluebell/ble/core';
import { readSmallFile } from '../../config/read-file.ts';
import {
  type FindSecret,
  foreignText,
  isForeignGroup,
  readForeignYaml,
} from '../../import/foreign-yaml.ts';
import { type DeviceFileKind, readDevices } from '../../import/kinds.ts';
import { type PlanRow, planImport } from '../../import/plan.ts';
import { clean } from '../../plain-text.ts';
import { openConfigFile } from '../config/config-set.ts';
import { type ConfigChoice, configIfAny } from '../config-if-any.ts';
import { ExitCode } from '../exit.ts';
import { complain, print, type Terminal } from '../terminal.ts';
import { fit, widthOf } from '../text.ts';

/** What it is told. */
export interface ImportDevicesOptions extends ConfigChoice {
  readonly replace?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Adds names and keys; gives the exit code.
 *
 * @throws {UsageError} the file is not of this kind.
 * @throws {ConfigError} our own configuration is wrong: nothing was changed.
 */
export async function importDevices(
  kind: DeviceFileKind,
  file: string,
  content: string,
  options: ImportDevicesOptions,
  terminal: Terminal,
): Promise<number> {
  const found = readDevices(kind, content, file, await secretsBeside(file));
  if (found.length === 0) {
    complain(terminal, `nothing in ${file} can be used: nothing was changed`);
    return ExitCode.failure;
  }
  const { config: settings } = await configIfAny(options, terminal);
  const { changes, rows } = planImport(found, settings, options.replace ?? false);
  for (const line of tableOf(rows)) await print(terminal, line);
  const count = `${rows.filter(({ taken }) => taken.length > 0).length} of ${rows.length}`;
  if (options.dryRun) {
    await print(terminal, `Would take ${count}; nothing was changed.`);
    return ExitCode.ok;
  }
  const config = await openConfigFile(options, terminal);
  if (changes.length > 0) await config.set(changes);
  await print(terminal, `Took ${count}${changes.length > 0 ? ` into ${config.file}` : ''}.`);
  const isAllKnown = rows.some(({ taken, left }) => taken.length > 0 || left.length === 0);
  return isAllKnown ? ExitCode.ok : ExitCode.failure;
}

/** The secrets that Home Assistant and ESPHome keep beside their files, where they are at hand. */
async function secretsBeside(file: string): Promise<FindSecret> {
  const path = join(dirname(file), 'secrets.yaml');
  try {
    const secrets = readForeignYaml(new TextDecoder().decode(await readSmallFile(path)), path);
    return (name) => (isForeignGroup(secrets) ? foreignText(secrets.get(name))?.text : undefined);
  } catch (error) {
    // What is missed is named where it is used.
    if (error instanceof BleError) return () => undefined;
    throw error;
  }
}

function tableOf(rows: readonly PlanRow[]): readonly string[] {
  const first = widest(rows.map(({ device }) => device));
  const second = widest(rows.map(({ name }) => name));
  return rows.map(({ device, name, taken, left }) => {
    const what = taken.length > 0 ? `${taken.join(' and ')} taken` : '';
    const rest = left.map(clean).join('; ');
    const state = [what, rest].filter(Boolean).join('; ') || 'known already';
    return `${fit(device, first)}  ${fit(name, second)}  ${state}`.trimEnd();
  });
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => widthOf(clean(text))));
}
