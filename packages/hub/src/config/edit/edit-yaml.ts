// Changes one setting in a YAML text, and nothing else: comments, order, quotes and blanks stay.

import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { SettingPath } from '../config-error.ts';
import { readYaml, type SecretStore, YAML_LIMIT } from '../read-yaml.ts';
import { withoutAliases } from './aliases.ts';
import { addAtEnd, addBelow, addInPlaceOfComment, addToGroup, stepOf } from './insert.ts';
import {
  afterColon,
  type Entry,
  endOf,
  entriesOf,
  entryOf,
  isNothing,
  lineBreakOf,
  parseText,
  spliced,
  startOf,
} from './layout.ts';
import { expectedAfter, isSame, plainOf } from './meaning.ts';
import { removeEntry } from './remove.ts';
import { type SettingValue, valueText } from './value-text.ts';

/** One change. */
export interface SettingChange {
  readonly path: SettingPath;
  /** `undefined` takes the setting, or the group, out. */
  readonly value: SettingValue | undefined;
}

/**
 * The text with the change made. Each way to make it is tried and read again: what does not mean
 * exactly the old text and the change is not used. `undefined` when no way works, as in a text
 * that is no valid YAML.
 */
export function editYaml(text: string, change: SettingChange): string | undefined {
  const before = meaningOf(text);
  if (before === undefined) return undefined;
  const names = change.path.map(String);
  const wanted = expectedAfter(before.plain, names, change.value);
  if (isSame(before.plain, wanted)) return text;
  const free = withoutAliases(text, names, YAML_LIMIT);
  if (free === undefined) return undefined;
  const isRight = (candidate: string) => {
    const after = meaningOf(candidate);
    return after !== undefined && isSame(after.plain, wanted);
  };
  for (const way of change.value === undefined
    ? [tidied, removed]
    : [replaced, uncommented, added]) {
    const candidate = way(free, names, change.value ?? '');
    if (candidate !== undefined && isRight(candidate)) return candidate;
  }
  return undefined;
}

/** Secrets are told by their names here. */
const BY_NAME: SecretStore = { file: '', names: [], get: (name) => `!secret ${name}` };

function meaningOf(text: string) {
  const { written, problems } = readYaml(text, '', BY_NAME);
  return problems.length > 0 ? undefined : { plain: plainOf(written) };
}

/** How far a path is there. */
interface Reach {
  readonly root: Node | null;
  /** Entries from the top down, as far as there are any. */
  readonly entries: readonly Entry[];
}

function reach(text: string, names: readonly string[]): Reach {
  const root = parseText(text);
  const entries: Entry[] = [];
  for (let at = root; entries.length < names.length && isMap(at); ) {
    const entry = entryOf(at, names[entries.length] ?? '');
    if (!entry) break;
    entries.push(entry);
    at = entry.value;
  }
  return { root, entries };
}

/**
 * With the groups around it that hold nothing else: an entry without settings would still be a device that is
 * configured. Sections stay, and so does what has a comment inside.
 */
function tidied(text: string, names: readonly string[]): string | undefined {
  const { entries } = reach(text, names);
  let depth = names.length;
  while (depth > 2 && holdsOneThing(text, entries[depth - 2])) depth--;
  return removed(text, names.slice(0, depth));
}

function holdsOneThing(text: string, entry: Entry | undefined): boolean {
  if (!entry || !isMap(entry.value)) return false;
  const [first, ...others] = entriesOf(entry.value);
  if (!first || others.length > 0) return false;
  return (
    entry.value.flow === true ||
    !text.slice(afterColon(text, entry), startOf(first.key)).includes('#')
  );
}

function removed(text: string, names: readonly string[]): string | undefined {
  const { root, entries } = reach(text, names);
  const entry = entries.at(-1);
  const group = entries.length > 1 ? entries.at(-2)?.value : root;
  if (!entry || entries.length < names.length || !isMap(group)) return undefined;
  return removeEntry(text, group, entry);
}

/** In the place of the value that is there. */
function replaced(text: string, names: readonly string[], value: SettingValue): string | undefined {
  const { entries } = reach(text, names);
  const entry = entries.at(-1);
  if (!entry || entries.length < names.length) return undefined;
  const colon = afterColon(text, entry);
  const end = Math.max(colon, endOf(entry));
  const lineBreak = text[end - 1] === '\n' ? lineBreakOf(text) : '';
  const old = entry.value;
  if (isSeq(old) && !old.flow && typeof value === 'object' && value.length > 0) {
    const start = startOf(old);
    const indent = `${lineBreakOf(text)}${' '.repeat(start - (text.lastIndexOf('\n', start) + 1))}`;
    const items = value.map((item) => `- ${valueText(item)}`).join(indent);
    return spliced(text, start, end, items + lineBreak);
  }
  const quotes = isScalar(old) ? old.type : undefined;
  // A value on its own line comes up to its name; blanks that align values stay.
  const gap = /^[ \t]*(?=\S)/.exec(text.slice(colon, end))?.[0] || ' ';
  return spliced(text, colon, end, gap + valueText(value, quotes) + lineBreak);
}

/** Where it stands as a comment. */
function uncommented(
  text: string,
  names: readonly string[],
  value: SettingValue,
): string | undefined {
  const { root, entries } = reach(text, names);
  const step = isMap(root) ? stepOf(root, text) : '  ';
  const rest = names.slice(entries.length);
  if (entries.length > 1 || rest.length === 0) return undefined;
  const [section] = entries;
  if (!section && rest.length > 1) {
    const begun = addInPlaceOfComment(text, { names: rest.slice(0, 1), value: undefined }, step);
    return begun && (uncommented(begun, names, value) ?? added(begun, names, value));
  }
  if (section && isMap(section.value) && section.value.flow && !isNothing(section.value)) {
    return undefined;
  }
  return addInPlaceOfComment(text, { names: rest, value }, step, section);
}

/** As a new line, or into the braces of its group. */
function added(text: string, names: readonly string[], value: SettingValue): string | undefined {
  const { root, entries } = reach(text, names);
  const step = isMap(root) ? stepOf(root, text) : '  ';
  const addition = { names: names.slice(entries.length), value };
  const entry = entries.at(-1);
  if (!entry) {
    // Braces around the whole file, as JSON has them.
    if (isMap(root) && root.flow) return addToGroup(text, root, addition, step);
    return addAtEnd(text, addition, step);
  }
  if (isMap(entry.value) && !isNothing(entry.value)) {
    return addToGroup(text, entry.value, addition, step);
  }
  if (!isNothing(entry.value)) return undefined;
  const groups = [root, ...entries.slice(0, -1).map(({ value }) => value)];
  const isOnLine = groups.some((group) => isMap(group) && group.flow === true);
  return addBelow(text, entry, addition, step, isOnLine);
}
