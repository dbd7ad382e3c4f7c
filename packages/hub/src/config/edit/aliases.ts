// Anchors and aliases: a change in one place must not change another that only points to it.

import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { SettingPath } from '../config-error.ts';
import { entriesOf, entryOf, parseText, spliced, startOf } from './layout.ts';
import { nodeText } from './value-text.ts';

/** Far more than anybody writes: each copy may hold others, which ends here. */
const MOST_COPIES = 100;

/**
 * A text in which nothing points to what stands at a path or around it, nor from there elsewhere: each
 * such alias has become a copy. `undefined` where they are too many.
 */
export function withoutAliases(text: string, path: SettingPath, limit: number): string | undefined {
  let now = text;
  for (let copies = 0; copies < MOST_COPIES && now.length <= limit; copies++) {
    const found = nextAlias(now, path);
    if (!found) return now;
    const { alias, target } = found;
    now = spliced(now, startOf(alias), alias.range?.[1] ?? 0, nodeText(target));
  }
  return undefined;
}

interface Found {
  readonly alias: Node;
  /** What it stands for, which holds no alias itself. */
  readonly target: Node;
}

/** The first alias that is in the way. */
function nextAlias(text: string, path: SettingPath): Found | undefined {
  const root = parseText(text);
  const onPath = nodesOnPath(root, path);
  const last = onPath.at(-1);
  // Aliases on the path are resolved first; then those to anchors on it, and below its end.
  const touched = new Set<Node>([...onPath, ...(last ? allOf(last) : [])]);
  const anchors = new Map<string, Node>();
  for (const node of allOf(root)) {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      const isInTheWay = onPath.includes(node) || (target !== undefined && touched.has(target));
      if (target && isInTheWay) return innermost(node, target, anchors);
    } else if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) {
      anchors.set(node.anchor, node);
    }
  }
  return undefined;
}

/** Where the target holds aliases itself, the first of these. */
function innermost(alias: Node, target: Node, anchors: ReadonlyMap<string, Node>): Found {
  for (const node of allOf(target)) {
    const inner = isAlias(node) ? anchors.get(node.source) : undefined;
    if (inner && inner !== target) return innermost(node, inner, anchors);
  }
  return { alias, target };
}

/** What stands on the way to a path, as far as it goes. */
function nodesOnPath(root: Node | null, path: SettingPath): Node[] {
  const nodes: Node[] = [];
  let at = root;
  for (const name of path) {
    if (!at) break;
    nodes.push(at);
    if (!isMap(at)) return nodes;
    at = entryOf(at, String(name))?.value ?? null;
  }
  if (at) nodes.push(at);
  return nodes;
}

/** A node and all below it, in the order of the text. */
function* allOf(node: Node | null): Generator<Node> {
  if (!node) return;
  yield node;
  if (isMap(node)) for (const { value } of entriesOf(node)) yield* allOf(value);
  // The cast holds since a parsed list holds nodes, or null where nothing stands.
  if (isSeq(node)) for (const item of node.items) yield* allOf(item as Node | null);
}
