// Which settings differ between two configurations. Secrets are compared, and not shown.

import { formatPath, type SettingPath } from './config-error.ts';
import type { Config } from './schema/config.ts';
import { Secret, SettingFile, WrittenKey } from './secret.ts';

/** The paths of all settings whose value is not the same, in the order of the schema. */
export function changedSettings(before: Config, now: Config): readonly SettingPath[] {
  return differences(before, now, []);
}

/** Whether two parts of configurations say the same. */
export function isSameSetting(before: unknown, now: unknown): boolean {
  return differences(before, now, []).length === 0;
}

/** The same as people write them. */
export function pathTexts(paths: readonly SettingPath[]): readonly string[] {
  return paths.map(formatPath);
}

function differences(before: unknown, now: unknown, path: SettingPath): SettingPath[] {
  if (isGroup(before) || isGroup(now)) {
    const [old, fresh] = [isGroup(before) ? before : {}, isGroup(now) ? now : {}];
    const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
    return [...names].flatMap((name) => differences(old[name], fresh[name], [...path, name]));
  }
  return textOf(before) === textOf(now) ? [] : [path];
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isHidden(value);
}

function isHidden(value: object): value is Secret | SettingFile | WrittenKey {
  return value instanceof Secret || value instanceof SettingFile || value instanceof WrittenKey;
}

/** Something that is the same for the same values alone. */
function textOf(value: unknown): string {
  if (value instanceof Secret) return `secret ${value.reveal()}`;
  if (value instanceof WrittenKey) return `key ${value.problem} ${value.reveal().join()}`;
  if (value instanceof SettingFile) {
    return `file ${value.path} ${Buffer.from(value.revealBytes()).toString('base64')}`;
  }
  return JSON.stringify(value) ?? '';
}
