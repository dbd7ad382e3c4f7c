// `bluebell config set`: one setting, changed in the file.

import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UsageError } from '@bluebell/ble/core';
import {
  CONFIG_FILE,
  ConfigFile,
  createDefaultConfig,
  type SettingValue,
} from '../../config/index.ts';
import { isListSetting } from '../../config/shape.ts';
import type { ConfigChoice } from '../config-if-any.ts';
import { ExitCode } from '../exit.ts';
import { prepareFolderOf } from '../prepare-folder.ts';
import { print, type Terminal } from '../terminal.ts';
import { settingPath } from './setting-path.ts';

/** What it is told. */
export interface SetOptions extends ConfigChoice {
  readonly default?: boolean | undefined;
}

/**
 * Changes it; gives the exit code.
 *
 * @throws {ConfigError} it is refused, and the file is as it was.
 */
export async function configSet(
  name: string,
  values: readonly string[],
  options: SetOptions,
  terminal: Terminal,
): Promise<number> {
  if (options.default ? values.length > 0 : values.length === 0) {
    throw new UsageError("give a value, or --default: 'bluebell config set mqtt.url mqtt://host'");
  }
  const path = settingPath(name);
  const value = options.default ? undefined : await valueFrom(path, values, terminal);
  const file = await openConfigFile(options, terminal);
  const { applied, restartRequired } = await file.set([{ path, value }]);
  if (applied.length + restartRequired.length === 0) {
    await print(terminal, 'It was so already.');
  } else {
    await print(terminal, `Wrote ${file.file}.`);
  }
  if (restartRequired.length > 0) {
    await print(terminal, 'A hub that runs needs a restart for it.');
  }
  return ExitCode.ok;
}

/** The configuration, to be changed; where the data folder has none, that of all defaults is written. */
export async function openConfigFile(
  { config, data }: ConfigChoice,
  terminal: Pick<Terminal, 'env'>,
): Promise<ConfigFile> {
  const environment = terminal.env;
  if (config !== undefined) return ConfigFile.open(config, { environment, mustExist: true });
  const folder = await prepareFolderOf({ data }, terminal);
  // Where it cannot be written, that is told when the change is.
  await createDefaultConfig(folder.config);
  return ConfigFile.open(join(folder.config, CONFIG_FILE), { environment });
}

async function valueFrom(
  path: readonly string[],
  values: readonly string[],
  terminal: Terminal,
): Promise<SettingValue> {
  if (isListSetting(path)) return values;
  const [value = '', ...more] = values;
  if (more.length > 0) throw new UsageError(`${path.join('.')} has one value: put it into quotes`);
  return value === '-' ? (await text(terminal.stdin)).trim() : value;
}
