// YAML that others wrote, for Home Assistant or ESPHome: any tags, `!secret`, aliases, merge keys.

import { UsageError } from '@bluebell/ble/core';
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { isDeeper } from '../config/yaml-depth.ts';

/** Larger ones are somebody's log, or worse. */
export const FOREIGN_LIMIT = 256 * 1024;
/** Nodes in all, every repetition by an alias counted. */
const MOST_NODES = 100_000;
const DEEPEST = 100;

/** A value: all scalars stay text, since keys of digits alone are text too. */
export type Foreign = ForeignText | readonly Foreign[] | ForeignGroup | undefined;
/** Members by name. */
export type ForeignGroup = ReadonlyMap<string, Foreign>;

/** A text with its place. */
export interface ForeignText {
  /** `undefined` where a tag stands for something that is not here. */
  readonly text: string | undefined;
  /** The tag, where there is one: `!secret`, `!lambda`. */
  readonly tag: string | undefined;
  /** What stood there: for `!secret name`, the name. */
  readonly raw: string;
  readonly line: number;
}

/** Looks a `!secret` up. */
export type FindSecret = (name: string) => string | undefined;

/**
 * Reads it.
 *
 * @param file how to name it.
 * @throws {UsageError} it is no YAML, or too much of it. No text of it is in the message.
 */
export function readForeignYaml(
  text: string,
  file: string,
  findSecret: FindSecret = () => undefined,
): Foreign {
  if (text.length > FOREIGN_LIMIT) {
    throw new UsageError(`${file} is larger than ${FOREIGN_LIMIT / 1024} KiB: the wrong file?`);
  }
  if (isDeeper(text, DEEPEST)) throw new UsageError(`${file} is nested too deeply`);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    // Tags that nobody knows are warnings.
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UsageError(`${file}:${line}:${col} is not valid YAML (${error.code})`);
  }
  return new Walk(file, lines, findSecret).read(document.contents);
}

class Walk {
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #findSecret: FindSecret;
  readonly #anchors = new Map<string, Node>();
  #nodes = 0;

  constructor(file: string, lines: LineCounter, findSecret: FindSecret) {
    this.#file = file;
    this.#lines = lines;
    this.#findSecret = findSecret;
  }

  read(node: Node | null, depth = 0): Foreign {
    if (!node) return undefined;
    if (++this.#nodes > MOST_NODES || depth > DEEPEST) {
      throw new UsageError(`${this.#file} holds too much: is it the right file?`);
    }
    if (isAlias(node)) return this.read(this.#anchors.get(node.source) ?? null, depth + 1);
    if (isScalar(node)) {
      this.#keepAnchor(node, node.anchor);
      return this.#text(String(node.value), node.tag, node.range?.[0] ?? 0);
    }
    if (isSeq(node)) {
      // The cast holds since a parsed list holds nodes, or null where nothing stands.
      const items = node.items.map((item) => this.read(item as Node | null, depth + 1));
      this.#keepAnchor(node, node.anchor);
      return items;
    }
    if (!isMap(node)) return undefined;
    const group = new Map<string, Foreign>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      // The cast holds as above.
      const inner = this.read(value as Node | null, depth + 1);
      if (String(key.value) === '<<') merge(group, inner);
      else group.set(String(key.value), inner);
    }
    // Known from its end on: what points to itself finds nothing.
    this.#keepAnchor(node, node.anchor);
    return group;
  }

  #keepAnchor(node: Node, anchor: string | undefined): void {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
  }

  #text(raw: string, tag: string | undefined, offset: number): ForeignText {
    const { line } = this.#lines.linePos(offset);
    if (tag === undefined || tag === '!') return { text: raw, tag: undefined, raw, line };
    const text = tag === '!secret' ? this.#findSecret(raw) : undefined;
    return { text, tag, raw, line };
  }
}

/** YAML's merge key: what stands in the group itself wins. */
function merge(group: Map<string, Foreign>, merged: Foreign): void {
  if (isForeignList(merged)) for (const one of merged) merge(group, one);
  if (!isForeignGroup(merged)) return;
  for (const [name, value] of merged) if (!group.has(name)) group.set(name, value);
}

/** Whether it has members with names. */
export function isForeignGroup(value: Foreign): value is ForeignGroup {
  return value instanceof Map;
}

/** Whether it has members in a row. */
export function isForeignList(value: Foreign): value is readonly Foreign[] {
  return Array.isArray(value);
}

/** The value as a text, where it is one. */
export function foreignText(value: Foreign): ForeignText | undefined {
  return value === undefined || isForeignGroup(value) || isForeignList(value) ? undefined : value;
}
