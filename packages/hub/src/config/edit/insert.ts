// Puts a new setting into a YAML text, where a reader would look for it.

import { isMap, type YAMLMap } from 'yaml';
import {
  afterColon,
  type Entry,
  endOf,
  entriesOf,
  indentOf,
  lineBreakOf,
  lineStart,
  nextLine,
  spliced,
  startOf,
} from './layout.ts';
import { nameText, type SettingValue, valueText } from './value-text.ts';

/** What is new: names from the first that is not there, and the value. */
export interface Addition {
  readonly names: readonly string[];
  /** `undefined` for a group that is only begun. */
  readonly value: SettingValue | undefined;
}

const DEFAULT_STEP = '  ';

/** Into a group that has entries. @param step what deeper lines are indented by. */
export function addToGroup(text: string, group: YAMLMap, addition: Addition, step: string): string {
  const last = entriesOf(group).at(-1);
  if (!last) return spliced(text, startOf(group), startOf(group) + 1, `{ ${inline(addition)} `);
  if (group.flow) return spliced(text, endOf(last), endOf(last), `, ${inline(addition)}`);
  const indent = indentOf(text, last) ?? '';
  return addLines(text, nextLine(text, endOf(last)), lines(addition, indent, step));
}

/** Below a name that has nothing behind it, or an empty pair of braces. */
export function addBelow(
  text: string,
  entry: Entry,
  addition: Addition,
  step: string,
  isOnLine: boolean,
): string {
  const from = afterColon(text, entry);
  const to = Math.max(from, endOf(entry));
  if (isOnLine) return spliced(text, from, to, ` { ${inline(addition)} }`);
  const bare = spliced(text, from, to, '');
  const indent = (indentOf(text, entry) ?? '') + step;
  return addLines(bare, nextLine(bare, from), lines(addition, indent, step));
}

/** At the end: sections that the file does not have. */
export function addAtEnd(text: string, addition: Addition, step: string): string {
  const isSpaced = /\n\r?\n/.test(text) && !/\n\r?\n$/.test(text);
  return addLines(text, text.length, [...(isSpaced ? [''] : []), ...lines(addition, '', step)]);
}

/**
 * Where the file has the setting as a comment, as the default file has all: in its place, else
 * `undefined`. @param section the section to look in; absent for sections themselves.
 */
export function addInPlaceOfComment(
  text: string,
  { names, value }: Addition,
  step: string,
  section?: Entry,
): string | undefined {
  const indent = section ? step : '';
  const head = `#${indent}${names[0]}:`;
  const from = section ? following(text, startOf(section.key)) : 0;
  const until = section ? nextSection(text, from) : text.length;
  for (let at = from; at < until; at = following(text, at)) {
    if (!text.startsWith(head, at)) continue;
    const end = following(text, at);
    // What belongs to it follows as comments; a group that is new here begins above them.
    return addLines(spliced(text, at, end, ''), at, lines({ names, value }, indent, step));
  }
  return undefined;
}

/** The first line that begins another section, be it a comment. */
function nextSection(text: string, from: number): number {
  const found = /^#?[^\s#]/;
  for (let at = from; at < text.length; at = following(text, at)) {
    if (found.test(text.slice(at, at + 2))) return at;
  }
  return text.length;
}

function following(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** What deeper lines of a text are indented by. */
export function stepOf(root: YAMLMap, text: string): string {
  for (const { value } of entriesOf(root)) {
    if (!isMap(value) || value.flow) continue;
    const first = entriesOf(value)[0];
    const indent = first && indentOf(text, first);
    if (indent) return indent;
  }
  return DEFAULT_STEP;
}

function lines({ names, value }: Addition, indent: string, step: string): string[] {
  return names.map((name, i) => {
    const isValued = i === names.length - 1 && value !== undefined;
    return `${indent}${step.repeat(i)}${nameText(name)}:${isValued ? ` ${valueText(value)}` : ''}`;
  });
}

function inline({ names, value }: Addition): string {
  const [name = '', ...deeper] = names;
  if (deeper.length > 0) return `${nameText(name)}: { ${inline({ names: deeper, value })} }`;
  return `${nameText(name)}: ${value === undefined ? '' : valueText(value)}`;
}

function addLines(text: string, at: number, added: readonly string[]): string {
  const lineBreak = lineBreakOf(text);
  const isCut = at > 0 && lineStart(text, at) !== at;
  const block = added.map((line) => line + lineBreak).join('');
  return spliced(text, at, at, (isCut ? lineBreak : '') + block);
}
