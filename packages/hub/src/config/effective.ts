// Every setting as it is in force, and where it comes from. Secrets stay hidden.

import type { SettingPath, Source } from './config-error.ts';
import { formatPath } from './config-error.ts';
import type { Config } from './schema/config.ts';
import { Secret, SettingFile, WrittenKey } from './secret.ts';
import { sourceAt, type Written, writtenAt } from './written.ts';

/** One setting that has a value. */
export interface EffectiveSetting {
  readonly path: string;
  /** Text, number, boolean or a list of these; `[secret]` and the like where it may not be shown. */
  readonly value: unknown;
  readonly source: Source;
}

/** All settings that have a value, in the order of the schema. */
export function effectiveSettings(config: Config, written: Written): EffectiveSetting[] {
  return leavesOf(config, []).map(({ path, value }) => ({
    path: formatPath(path),
    value: isHidden(value) ? value.toString() : value,
    source: isWritten(written, path) ? sourceAt(written, path) : { kind: 'default' },
  }));
}

interface Leaf {
  readonly path: SettingPath;
  readonly value: unknown;
}

function leavesOf(value: unknown, path: SettingPath): Leaf[] {
  if (value === undefined) return [];
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isGroup || isHidden(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

function isHidden(value: unknown): value is Secret | SettingFile | WrittenKey {
  return value instanceof Secret || value instanceof SettingFile || value instanceof WrittenKey;
}

function isWritten(written: Written, path: SettingPath): boolean {
  const found = writtenAt(written, path);
  return found !== undefined && found.kind !== 'nothing';
}
