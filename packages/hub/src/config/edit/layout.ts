// Where the parts of a YAML text stand: offsets of names, values and lines.

import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { NOTHING, YAML_OPTIONS } from '../read-yaml.ts';

/** A name and its value. The name is a node, and the value is or is not there. */
export interface Entry {
  readonly key: Node;
  readonly value: Node | null;
}

/** What a text holds, at its top. */
export function parseText(text: string): Node | null {
  return parseDocument(text, YAML_OPTIONS).contents;
}

/** The entries of a group. */
export function entriesOf(group: YAMLMap): readonly Entry[] {
  // The cast holds since all that was parsed is made of nodes.
  return group.items.map(({ key, value }: Pair) => ({
    key: key as Node,
    value: value as Node | null,
  }));
}

/** The entry of a name. */
export function entryOf(group: YAMLMap, name: string): Entry | undefined {
  return entriesOf(group).find(({ key }) => isScalar(key) && String(key.value) === name);
}

/** Whether nothing stands there, or what counts as nothing. */
export function isNothing(node: Node | null): boolean {
  if (!node) return true;
  if (isMap(node)) return node.items.length === 0;
  return isScalar(node) && node.type === 'PLAIN' && !node.tag && NOTHING.has(String(node.value));
}

/** Where a part begins, without its anchor and tag. */
export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Where the last thing in an entry ends; what a comment says behind it is not part of it. */
export function endOf({ key, value }: Entry): number {
  // Where nothing stands, the parser puts it behind the comments that follow.
  if (!value || (isScalar(value) && value.range?.[0] === value.range?.[1])) {
    return key.range?.[1] ?? 0;
  }
  return Math.max(endOfNode(value), key.range?.[1] ?? 0);
}

function endOfNode(node: Node): number {
  if (isMap(node) && !node.flow) {
    const last = entriesOf(node).at(-1);
    if (last) return endOf(last);
  }
  if (isSeq(node) && !node.flow) {
    // The cast holds as above.
    const last = node.items.at(-1) as Node | null | undefined;
    if (last) return endOfNode(last);
  }
  return node.range?.[1] ?? 0;
}

/** Behind the ':' of an entry. */
export function afterColon(text: string, { key }: Entry): number {
  return text.indexOf(':', key.range?.[1] ?? 0) + 1;
}

/** The beginning of the line on which something stands. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The beginning of the next line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The blanks in front of an entry on its line; `undefined` where something else stands there. */
export function indentOf(text: string, { key }: Entry): string | undefined {
  const before = text.slice(lineStart(text, startOf(key)), startOf(key));
  return /^ *$/.test(before) ? before : undefined;
}

/** A text with a part of it replaced. */
export function spliced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** How lines of a text end. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}
