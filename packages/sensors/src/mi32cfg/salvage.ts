// A file that is no whole JSON: entries that can still be told from the rest.

import type { JsonNode } from './json-node.ts';
import { readJson } from './read-json.ts';

/** An entry as it should be, with braces in texts alone. */
const WHOLE_ENTRY = /^\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}/;
/** One with quotes in its name that nobody escaped, or the rest of one. */
const ANY_ENTRY = /^\{[^{}]*\}?/;
/** More than an entry can hold: what never ends is not searched to the end of the file. */
const LONGEST_ENTRY = 4096;

/** A part of the text that begins like an entry; without a node where it is none. */
export interface Salvaged {
  readonly start: number;
  readonly source: string;
  readonly node: JsonNode | undefined;
}

/** Finds each entry without the others. Tasmota cuts its file at 2048 bytes, and escapes no quotes. */
export function* salvage(text: string): Generator<Salvaged> {
  let at = text.indexOf('{');
  while (at >= 0) {
    const ahead = text.slice(at, at + LONGEST_ENTRY);
    const whole = WHOLE_ENTRY.exec(ahead)?.[0] ?? '';
    const node = nodeIn(whole);
    const source = node === undefined ? (ANY_ENTRY.exec(ahead)?.[0] ?? '{') : whole;
    yield { start: at, source, node: node ?? nodeIn(source) };
    at = text.indexOf('{', at + source.length);
  }
}

function nodeIn(source: string): JsonNode | undefined {
  const read = readJson(source);
  return read.kind === 'json' ? read.node : undefined;
}
