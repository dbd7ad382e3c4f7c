// Refuses changes that would stand in the file and do nothing.

import { addressDigits, parseAddress } from '@bluebell/ble/core';
import type { SettingChange } from './change-texts.ts';
import {
  ConfigError,
  type ConfigProblem,
  configProblem,
  formatPath,
  formatSource,
  type SettingPath,
} from './config-error.ts';
import type { LoadedConfig } from './load.ts';
import { addressRule } from './schema/text.ts';

/** @throws {ConfigError} something wins over the file, or a key cannot work. */
export function refuseWithoutEffect(changes: readonly SettingChange[], now: LoadedConfig): void {
  const problems = changes.flatMap(({ path, value }) => [
    ...overridden(path, now),
    ...(value === undefined ? [] : useless(path, now)),
  ]);
  if (problems.length > 0) throw new ConfigError(problems);
}

function overridden(path: SettingPath, { settings, sourceOf, file }: LoadedConfig) {
  const wanted = spelled(path);
  const inForce = settings.find((setting) => spelledText(setting.path) === wanted);
  const source = inForce?.source ?? sourceOf(path);
  if (source.kind !== 'environment' && source.kind !== 'flag') return [];
  const message = `is set by ${formatSource(source)}, which wins over the file: change it there`;
  return [configProblem({ kind: 'file', file }, path, message)];
}

/** A key that cannot work stops no hub, but nobody shall set one. */
function useless(path: SettingPath, { warnings }: LoadedConfig): readonly ConfigProblem[] {
  const wanted = spelled(path);
  return warnings.filter((warning) => spelledText(warning.path) === wanted);
}

/** A path with its address, if it has one, in one spelling. */
function spelled(path: SettingPath): string {
  return spelledText(formatPath(path));
}

function spelledText(path: string): string {
  const [section, address, ...rest] = path.split('.');
  if (section !== 'devices' || address === undefined || addressRule(address)) return path;
  return [section, addressDigits(parseAddress(address)), ...rest].join('.');
}
