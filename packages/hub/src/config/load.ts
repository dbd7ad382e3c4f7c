// Loads the configuration: file, secrets, environment and flags in; settings or all problems out.

import { dirname, join, resolve } from 'node:path';
import { BleError } from '@bluebell/ble/core';
import { systemCode } from '../file-trouble.ts';
import { checkConfig } from './check.ts';
import {
  ConfigError,
  type ConfigProblem,
  configProblem,
  type SettingPath,
  type Source,
} from './config-error.ts';
import { type EffectiveSetting, effectiveSettings } from './effective.ts';
import { applyEnvironment, type Environment } from './environment.ts';
import { applyFlags, type FlagSetting } from './flags.ts';
import { type KeyProblem, type KnownDevices, knownDevices } from './keys.ts';
import { MI32_FILE } from './mi32cfg.ts';
import { MIGRATIONS, type Migration, migrate } from './migrate.ts';
import { type ReadFile, readSmallFile } from './read-file.ts';
import { readYaml } from './read-yaml.ts';
import type { Config } from './schema/config.ts';
import { SettingFile } from './secret.ts';
import { type ReadSecrets, readSecrets, SECRETS_FILE } from './secrets-file.ts';
import { sourceAt, type Written, type WrittenGroup } from './written.ts';

/** A configuration that can be used. */
export interface LoadedConfig {
  /** The file it comes from. */
  readonly file: string;
  readonly config: Config;
  /** Keys, names and phones, from the configuration and its mi32cfg file. */
  readonly known: KnownDevices;
  /** What does not stop the hub, such as a key of a wrong length. Nothing in it is secret. */
  readonly warnings: readonly ConfigProblem[];
  /** Every setting in force and where it comes from, secrets hidden. */
  readonly settings: readonly EffectiveSetting[];
  /** Where a setting was written, for what turns out to be wrong only when it is used. */
  readonly sourceOf: (path: SettingPath) => Source;
}

export interface LoadOptions {
  /** Variables that win over the file. Default: none. */
  readonly environment?: Environment;
  /** Settings of the command line, which win over both. Default: none. */
  readonly flags?: readonly FlagSetting[];
  /** How files of older versions become files of today. Default: all there ever were. */
  readonly migrations?: readonly Migration[];
  /** Default: from the disk. */
  readonly readFile?: ReadFile;
}

/**
 * Loads a configuration file, with the secrets file and the mi32cfg file beside it. Paths in it start
 * from its folder.
 *
 * @throws {ConfigError} it is missing, not valid YAML, or anything in it is wrong. A key that cannot work
 *   is no reason: it is among `warnings`.
 */
export async function loadConfig(file: string, options: LoadOptions = {}): Promise<LoadedConfig> {
  return parseConfig(await textOfFile(file, options.readFile), file, options);
}

/**
 * The text of a configuration file.
 *
 * @throws {ConfigError} it cannot be read, or is no text.
 */
export async function textOfFile(file: string, readFile: ReadFile = readSmallFile) {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return utf8(bytes, file);
}

/**
 * The same for a text at hand, such as '' for all defaults.
 *
 * @param file how to name it, and whose folder paths start from.
 * @throws {ConfigError} as `loadConfig`.
 */
export async function parseConfig(
  text: string,
  file: string,
  options: LoadOptions = {},
): Promise<LoadedConfig> {
  const { environment = {}, flags = [], readFile = readSmallFile } = options;
  const { migrations = MIGRATIONS } = options;
  const folder = dirname(file);
  const secrets = await readSecretsBeside(join(folder, SECRETS_FILE), readFile);
  const read = readYaml(migrate(text, file, migrations).text, file, secrets.store);
  if (read.isBroken) throw new ConfigError(read.problems);
  const written = asGroup(read.written);
  const fromEnvironment = applyEnvironment(written, environment);
  applyFlags(written, flags);
  const checked = await checkConfig(written, (path) => readFile(resolve(folder, path)));
  const problems = [
    ...read.problems,
    ...notAGroup(read.written),
    ...(secrets.isUsed() ? secrets.store.problems : []),
    ...fromEnvironment.problems,
    ...(checked.kind === 'wrong' ? checked.problems : []),
  ];
  if (checked.kind === 'wrong' || problems.length > 0) throw new ConfigError(inOrder(problems));
  const beside = checked.config.mi32cfg ?? (await readMi32Beside(folder, readFile));
  const config = { ...checked.config, ...(beside && { mi32cfg: beside }) };
  const known = knownDevices(config);
  return {
    file,
    config,
    known,
    warnings: [
      ...fromEnvironment.warnings,
      ...known.problems.map((problem) => toWarning(problem, written, config)),
    ],
    settings: effectiveSettings(config, written),
    sourceOf: (path) => sourceAt(written, path),
  };
}

/** The mi32cfg file that bluebell itself writes, which need not be there. */
async function readMi32Beside(folder: string, readFile: ReadFile) {
  const path = join(folder, MI32_FILE);
  try {
    return new SettingFile(MI32_FILE, await readFile(path));
  } catch (error) {
    const code = error instanceof BleError ? systemCode(error.cause) : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

/** The secrets file, which need not be there, and whether anything was looked up in it. */
async function readSecretsBeside(file: string, readFile: ReadFile) {
  let isUsed = false;
  const { text, trouble } = await readFile(file).then(
    (bytes) => ({ text: new TextDecoder().decode(bytes), trouble: undefined }),
    (error: unknown) => ({ text: undefined, trouble: toTrouble(error, file) }),
  );
  const read = readSecrets(text, file);
  const store: ReadSecrets = {
    ...read,
    problems: [...read.problems, ...(trouble ? [trouble] : [])],
    get(name) {
      isUsed = true;
      return read.get(name);
    },
  };
  return { store, isUsed: () => isUsed };
}

function toTrouble(error: unknown, file: string): ConfigProblem | undefined {
  // Named by the secret that is missed.
  if (error instanceof BleError && systemCode(error.cause) === 'ENOENT') return undefined;
  return unreadable(file, error).problems[0];
}

function unreadable(file: string, error: unknown): ConfigError {
  if (!(error instanceof BleError)) throw error;
  const source: Source = { kind: 'file', file };
  // The place names the file already.
  const message = error.message.replace(`${file} `, '');
  return new ConfigError([configProblem(source, [], message)], { cause: error });
}

function utf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const source: Source = { kind: 'file', file };
    const message = 'is not UTF-8 text: save it as UTF-8';
    throw new ConfigError([configProblem(source, [], message)], { cause });
  }
}

/** As they stand in the files, then those of the environment. */
function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems
    .map((problem) => ({ problem, place: placeOf(problem.source) }))
    .sort((a, b) => (a.place < b.place ? -1 : Number(a.place > b.place)))
    .map(({ problem }) => problem);
}

/** Lines are far shorter than this many characters. */
const LONGEST_LINE = 2 ** 20;

function placeOf(source: Source): number {
  if (source.kind !== 'file') return Number.POSITIVE_INFINITY;
  return (source.line ?? 0) * LONGEST_LINE + (source.column ?? 0);
}

/** What was written, to be added to: an empty file is an empty group. */
function asGroup(written: Written): WrittenGroup {
  if (written.kind === 'group') return written;
  return { kind: 'group', entries: new Map(), source: written.source };
}

function notAGroup({ kind, source }: Written): ConfigProblem[] {
  if (kind === 'group' || kind === 'nothing') return [];
  return [configProblem(source, [], "must hold lines such as 'name: value'")];
}

function toWarning(problem: KeyProblem, written: Written, config: Config): ConfigProblem {
  const source: Source =
    problem.in === 'config'
      ? sourceAt(written, problem.path)
      : { kind: 'file', file: config.mi32cfg?.path ?? '' };
  return configProblem(source, problem.path, problem.message);
}
