// JSON as visitors send it: read whole, or the place where it goes wrong. No text of it gets into a message.

import { parsedJson } from '../../parsed-json.ts';

/** A value, or the line and column, from 1, where it is no JSON. */
export type ReadJson =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'wrong'; readonly line: number; readonly column: number };

/** Reads a text. */
export function readJson(text: string): ReadJson {
  const value = parsedJson(text);
  if (value !== undefined) return { kind: 'value', value };
  const before = text.slice(0, wrongAt(text));
  const line = before.split('\n').length;
  return { kind: 'wrong', line, column: before.length - (before.lastIndexOf('\n') + 1) + 1 };
}

/** Tokens of RFC 8259. */
const TOKEN =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const BLANKS = /[ \t\r\n]*/y;

/** Deeper ones are refused, where they become so. */
const DEEPEST = 256;

type State = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'after';

/** Where a text that is no JSON stops being some: its end, where all of it is a beginning. */
function wrongAt(text: string): number {
  const open: string[] = [];
  let state: State = 'value';
  let at = 0;
  for (;;) {
    at = endOf(BLANKS, text, at) ?? at;
    if (at >= text.length) return at;
    const end = endOf(TOKEN, text, at);
    if (end === undefined) return at;
    const next = stateAfter(text.slice(at, end), state, open);
    if (next === undefined || open.length > DEEPEST) return at;
    state = next;
    at = end;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** `undefined` where the token must not stand there. */
function stateAfter(token: string, state: State, open: string[]): State | undefined {
  const inside = open.at(-1);
  switch (state) {
    case 'colon':
      return token === ':' ? 'value' : undefined;
    case 'name':
      return token.startsWith('"') ? 'colon' : undefined;
    case 'first name':
      if (token === '}') return closed(open);
      return token.startsWith('"') ? 'colon' : undefined;
    case 'after':
      if (token === ',' && inside !== undefined) return inside === '{' ? 'name' : 'value';
      return token === (inside === '{' ? '}' : ']') && inside ? closed(open) : undefined;
    case 'first item':
    case 'value':
      if (token === ']' && state === 'first item') return closed(open);
      if (/^[}\],:]$/.test(token)) return undefined;
      if (token !== '{' && token !== '[') return 'after';
      open.push(token);
      return token === '{' ? 'first name' : 'first item';
  }
}

function closed(open: string[]): State {
  open.pop();
  return 'after';
}
