// Settings from the command line, which win over file and environment: --radio is radios.

import type { SettingPath, Source } from './config-error.ts';
import type { Written, WrittenGroup } from './written.ts';

/** One setting that the user gave as he started the program. */
export interface FlagSetting {
  /** Names alone, such as `['radios']`. */
  readonly path: SettingPath;
  readonly value: string | readonly string[];
  /** How he gave it, such as `--radio`. */
  readonly flag: string;
}

/** Puts flags over all else; `written` changes. */
export function applyFlags(written: WrittenGroup, flags: readonly FlagSetting[]): void {
  for (const { path, value, flag } of flags) {
    const source: Source = { kind: 'flag', flag };
    const text = (text: string): Written => ({ kind: 'text', text, source, isSecret: false });
    const names = path.map(String);
    const last = names.pop();
    if (last === undefined) continue;
    let group = written;
    for (const name of names) group = innerGroup(group, name, source);
    const given: Written =
      typeof value === 'string' ? text(value) : { kind: 'list', items: value.map(text), source };
    group.entries.set(last, { nameSource: source, value: given });
  }
}

function innerGroup(group: WrittenGroup, name: string, source: Source): WrittenGroup {
  const old = group.entries.get(name)?.value;
  if (old?.kind === 'group') return old;
  const value: WrittenGroup = { kind: 'group', entries: new Map(), source };
  group.entries.set(name, { nameSource: source, value });
  return value;
}
