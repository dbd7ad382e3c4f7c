// What was changed on the settings page and not yet sent.

import type { Json, JsonObject } from './schema.ts';

/** A setting by its path, as one text: paths hold addresses and topics, so that no usual sign can join them. */
export type PathKey = string;

/** The key of a path. */
export function keyOf(path: readonly (string | number)[]): PathKey {
  return JSON.stringify(path.map(String));
}

/** One change as the API takes it; `null` takes a setting out of the file. */
export interface Change {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Changes that wait, in the order they were made. */
export type Draft = ReadonlyMap<PathKey, Change>;

export const NO_DRAFT: Draft = new Map();

/** What stands at a path; `undefined` where nothing does. */
export function valueAt(values: Json | undefined, path: readonly string[]): Json | undefined {
  let value: Json | undefined = values;
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The same with what waits in the draft. `null` where the draft takes it, or something above it, out. */
export function draftedValue(
  values: JsonObject,
  draft: Draft,
  path: readonly string[],
): Json | undefined {
  const own = draft.get(keyOf(path));
  if (own) return own.value;
  for (let length = path.length - 1; length > 0; length--) {
    if (draft.get(keyOf(path.slice(0, length)))?.value === null) return undefined;
  }
  return valueAt(values, path);
}

/** The draft with one more change; one that changes nothing takes the earlier one back. */
export function withChange(
  values: JsonObject,
  draft: Draft,
  { path, value }: Change,
  isSecret = false,
): Draft {
  const next = new Map(draft);
  const key = keyOf(path);
  next.delete(key);
  // What is taken out needs no changes in it.
  if (value === null) dropBelow(next, path);
  // A secret shows as null: taking it out is a change all the same.
  // Below what is taken out, nothing stands any more.
  if (isSecret || !isSame(draftedValue(values, next, path) ?? null, value)) {
    next.set(key, { path, value });
  }
  return next;
}

/** The draft without what was changed of a setting, and of what is in it. */
export function withoutChange(draft: Draft, path: readonly string[]): Draft {
  const next = new Map(draft);
  next.delete(keyOf(path));
  dropBelow(next, path);
  return next;
}

function dropBelow(draft: Map<PathKey, Change>, path: readonly string[]): void {
  for (const [key, change] of draft) {
    const isBelow =
      change.path.length > path.length && path.every((name, at) => change.path[at] === name);
    if (isBelow) draft.delete(key);
  }
}

/** Names of a collection's entries, those that the draft adds too, without those that it takes out. */
export function entryNames(
  values: JsonObject,
  draft: Draft,
  path: readonly string[],
): readonly string[] {
  const there = valueAt(values, path);
  const names = new Set(isObject(there) ? Object.keys(there) : []);
  for (const change of draft.values()) {
    const [name] = change.path.slice(path.length);
    if (name === undefined || !path.every((part, at) => change.path[at] === part)) continue;
    const isWhole = change.path.length === path.length + 1;
    if (isWhole && change.value === null) names.delete(name);
    else names.add(name);
  }
  return [...names];
}

/** Whether two values say the same. */
export function isSame(one: Json, other: Json): boolean {
  if (one === other) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A problem of the API, with where it is. */
export interface FieldProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Problems by the setting they are about: the API names the change by its place, or the setting itself. */
export function problemsByPath(
  problems: readonly FieldProblem[],
  sent: readonly Change[],
): ReadonlyMap<PathKey, string> {
  const found = new Map<PathKey, string>();
  for (const { path, message } of problems) {
    const [first, at] = path;
    const change = first === 'changes' ? sent[Number(at)] : undefined;
    const key = keyOf(change ? change.path : path);
    // Lists say which of their lines is wrong: it is shown at the list.
    const shown = sent.some((one) => keyOf(one.path) === key)
      ? key
      : (nearestOf(path, sent) ?? key);
    found.set(shown, message);
  }
  return found;
}

function nearestOf(
  path: readonly (string | number)[],
  sent: readonly Change[],
): PathKey | undefined {
  const near = sent.find((change) => change.path.every((name, at) => String(path[at]) === name));
  return near && keyOf(near.path);
}
