// Configurations that an older bluebell wrote: their settings under the names of today.

import { ConfigError, configProblem, type SettingPath } from './config-error.ts';
import { editYaml } from './edit/edit-yaml.ts';
import { renameSetting } from './edit/rename-setting.ts';
import { readYaml } from './read-yaml.ts';
import { CONFIG_VERSION } from './schema/config.ts';
import { sourceAt, writtenAt } from './written.ts';

/** What changed from one version of the file to the next. */
export interface Migration {
  /** The version that it is for; the file then is of the next. */
  readonly from: number;
  /** Settings and groups that are called otherwise now. */
  readonly renames?: readonly { readonly path: SettingPath; readonly to: string }[];
  /** Settings that are no more. */
  readonly removes?: readonly SettingPath[];
}

/** All there were, the oldest first. A new version of the file is a row here and in the changelog. */
export const MIGRATIONS: readonly Migration[] = [];

/** A text as this bluebell reads it. */
export interface Migrated {
  readonly text: string;
  /** The version it had; absent where nothing had to be done. */
  readonly from?: number;
}

/**
 * The text in the form of today, comments kept. A file that names no version is one of today.
 *
 * @throws {ConfigError} it is newer than this bluebell, or cannot be brought up to date.
 */
export function migrate(
  text: string,
  file: string,
  migrations: readonly Migration[] = MIGRATIONS,
  current: number = CONFIG_VERSION,
): Migrated {
  // Most files name none: they need not be read twice.
  if (!text.includes('version')) return { text };
  const { written } = readYaml(text, file);
  const found = writtenAt(written, ['version']);
  // What is no number at all, the schema names.
  if (found?.kind !== 'text' || !/^\d{1,6}$/.test(found.text)) return { text };
  const from = Number(found.text);
  if (from === current) return { text };
  const refuse = (message: string) =>
    new ConfigError([configProblem(sourceAt(written, ['version']), ['version'], message)]);
  if (from > current) {
    throw refuse(
      `is ${from}: the file was written by a newer bluebell, this one knows versions up to ${current}; update bluebell, or bring back an older file (config.yaml~, or a backup)`,
    );
  }
  const steps = migrations.filter((migration) => migration.from >= from);
  if (steps.length !== current - from) {
    throw refuse(`is ${from}, which never was: leave it at ${current}`);
  }
  const done = [...steps, { from: current }].reduce<string | undefined>(
    (now, step, i) => now && (i < steps.length ? stepped(now, step) : withVersion(now, current)),
    text,
  );
  if (done === undefined) {
    throw refuse(`is ${from}, and the file cannot be brought to ${current}: do it by hand`);
  }
  return { text: done, from };
}

function stepped(text: string, { renames = [], removes = [] }: Migration): string | undefined {
  let now: string | undefined = text;
  for (const { path, to } of renames) now = now && renameSetting(now, path, to);
  for (const path of removes) now = now && editYaml(now, { path, value: undefined });
  return now;
}

function withVersion(text: string, version: number): string | undefined {
  return editYaml(text, { path: ['version'], value: version });
}
