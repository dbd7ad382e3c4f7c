// What a YAML text means to the configuration, to see that a change changed nothing else.

import type { Written } from '../written.ts';
import type { SettingValue } from './value-text.ts';

/** Texts, lists and groups without places. What is nothing, or an empty group, is not there. */
export type Plain = string | readonly Plain[] | ReadonlyMap<string, Plain> | undefined;

/** What was written without where it stands. */
export function plainOf(written: Written): Plain {
  if (written.kind === 'nothing') return undefined;
  if (written.kind === 'text') return written.text;
  if (written.kind === 'list') return written.items.map(plainOf);
  return group([...written.entries].map(([name, { value }]) => [name, plainOf(value)] as const));
}

/** What is meant once a setting has another value. */
export function expectedAfter(
  plain: Plain,
  names: readonly string[],
  value: SettingValue | undefined,
): Plain {
  const [name, ...deeper] = names;
  if (name === undefined) return typeof value === 'object' ? value.map(String) : textOf(value);
  const entries = new Map(isGroup(plain) ? plain : []);
  entries.set(name, expectedAfter(entries.get(name), deeper, value));
  return group([...entries]);
}

/** Whether both say the same; the order of members does not count. */
export function isSame(a: Plain, b: Plain): boolean {
  if (isGroup(a) && isGroup(b)) {
    return a.size === b.size && [...a].every(([name, value]) => isSame(value, b.get(name)));
  }
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  }
  return a === b;
}

function textOf(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function group(entries: readonly (readonly [string, Plain])[]): Plain {
  const there = entries.filter(([, value]) => value !== undefined);
  return there.length > 0 ? new Map(there) : undefined;
}

function isGroup(plain: Plain): plain is ReadonlyMap<string, Plain> {
  return plain instanceof Map;
}

function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}
