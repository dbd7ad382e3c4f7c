// Which settings differ between two configurations. Secrets are compared, and not shown.

import { formatPath, type SettingPath } from './config-error.ts';
import type { LoadedConfig } from './load.ts';
import { Secret, SettingFile, WrittenKey } from './secret.ts';

/** A configuration, and where its settings are from. */
type Explained = Pick<LoadedConfig, 'config' | 'settings'>;

/**
 * The paths of all settings whose value is not the same, in the order of the schema. Of a group that is new or
 * gone, those that somebody wrote, and not the defaults of all the rest; where nothing was written in it, the
 * group itself.
 */
export function changedSettings(before: Explained, now: Explained): readonly SettingPath[] {
  const [old, fresh] = [before, now].map(
    ({ settings }) => new Map(settings.map(({ path, source }) => [path, source.kind])),
  );
  const isJustDefault = (path: SettingPath) => {
    const kinds = [old?.get(formatPath(path)), fresh?.get(formatPath(path))];
    // At the top stand files too that are found by themselves.
    return path.length > 1 && kinds.includes(undefined) && kinds.includes('default');
  };
  const changed = differences(before.config, now.config, []);
  const groups = new Set(
    changed.filter((path) => !isJustDefault(path)).map((path) => formatPath(path.slice(0, -1))),
  );
  return changed.flatMap((path) => {
    if (!isJustDefault(path)) return [path];
    const group = path.slice(0, -1);
    if (groups.has(formatPath(group))) return [];
    groups.add(formatPath(group));
    return [group];
  });
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
