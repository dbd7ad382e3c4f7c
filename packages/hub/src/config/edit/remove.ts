// Takes one setting out of a YAML text.

import type { YAMLMap } from 'yaml';
import {
  type Entry,
  endOf,
  entriesOf,
  indentOf,
  lineStart,
  nextLine,
  spliced,
  startOf,
} from './layout.ts';

/** The text without an entry of a group; comments above it stay, since nobody knows what they are about. */
export function removeEntry(text: string, group: YAMLMap, entry: Entry): string {
  if (group.flow) return removeFromLine(text, group, entry);
  const start = startOf(entry.key);
  const isAlone = indentOf(text, entry) !== undefined;
  return spliced(text, isAlone ? lineStart(text, start) : start, nextLine(text, endOf(entry)), '');
}

/** From between braces, with the comma that belongs to it. */
function removeFromLine(text: string, group: YAMLMap, { key }: Entry): string {
  const entries = entriesOf(group);
  const at = entries.findIndex((other) => other.key === key);
  const [before, entry, behind] = [entries[at - 1], entries[at], entries[at + 1]];
  if (!entry) return text;
  if (behind) return spliced(text, startOf(entry.key), startOf(behind.key), '');
  return spliced(text, before ? endOf(before) : startOf(entry.key), endOf(entry), '');
}
