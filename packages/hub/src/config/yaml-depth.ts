// How deeply YAML is nested, found out before anything is made of it.

import { type CST, Parser } from 'yaml';

/** A token that waits to be looked at, and how deep it stands. */
type Standing = readonly [token: CST.Token, depth: number];

/**
 * Whether a text is nested deeper than that. What makes documents of tokens calls itself level by level:
 * at the end of its stack the platform may not throw, but end the process.
 */
export function isDeeper(text: string, most: number): boolean {
  const waiting: Standing[] = [];
  for (const token of new Parser().parse(text)) waiting.push([token, 0]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [token, depth] = next;
    if (depth > most) return true;
    for (const inner of partsOf(token)) if (inner) waiting.push([inner, depth + 1]);
  }
  return false;
}

function partsOf(token: CST.Token): readonly (CST.Token | null | undefined)[] {
  if (token.type === 'document') return [token.value];
  if ('items' in token) return token.items.flatMap(({ key, value }) => [key, value]);
  return [];
}
