// Reads JSON of strangers: every fault has a line, a column and what was expected there. RFC 8259.

import type { JsonMember, JsonNode } from './json-node.ts';

/** Levels of objects and arrays in each other: more than anybody writes, and no stack runs out. */
const DEEPEST = 256;

/** Characters that are read: more than any list of sensors has. */
export const LONGEST_JSON = 16 * 1024 * 1024;

/** Where a text is no JSON. Holds nothing of the text: a key could stand there. */
export interface JsonFault {
  /** From 0, in UTF-16 units. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What could stand there: `',' or ']'`. */
  readonly expected: string;
  /** What stands there in words: `the end of the text`. */
  readonly found: string;
  /** How it is mended, where that is known. */
  readonly hint?: string;
}

/** The value, or the first fault. */
export type JsonResult =
  | { readonly kind: 'json'; readonly node: JsonNode }
  | { readonly kind: 'fault'; readonly fault: JsonFault };

/** The fault as a sentence. */
export function faultText({ line, column, expected, found, hint }: JsonFault): string {
  const place = `line ${line}, column ${column}`;
  return `${place}: expected ${expected}, found ${found}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Reads a whole text. Never throws, whatever it holds. */
export function readJson(text: string, longest = LONGEST_JSON): JsonResult {
  if (text.length > longest) {
    const expected = `at most ${longest} characters`;
    return faultAt(text, { offset: longest, expected, found: `${text.length}` });
  }
  try {
    return { kind: 'json', node: new Reader(text).whole() };
  } catch (error) {
    if (error instanceof Stumble) return faultAt(text, error.at);
    throw error;
  }
}

interface Place {
  readonly offset: number;
  readonly expected: string;
  readonly found?: string;
  readonly hint?: string | undefined;
}

/** Leaves the reader at the first fault; never leaves this file. */
class Stumble extends Error {
  readonly at: Place;

  constructor(at: Place) {
    super('no JSON');
    this.at = at;
  }
}

/** Line and column, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. A line ends with LF, CR or both. */
export function lineAndColumn(text: string, offset: number): TextPlace {
  return placeFinder(text)(offset);
}

/** The same for many offsets of one text: it is searched for lines once. */
export function placeFinder(text: string): (offset: number) => TextPlace {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function faultAt(text: string, { offset, expected, found, hint }: Place): JsonResult {
  const { line, column } = lineAndColumn(text, offset);
  const there = found ?? wordsFor(text.charAt(offset));
  const mend = hint ?? HINTS.get(text.charAt(offset));
  const fault = { offset, line, column, expected, found: there };
  return { kind: 'fault', fault: mend === undefined ? fault : { ...fault, hint: mend } };
}

const HINTS: ReadonlyMap<string, string> = new Map([
  ["'", 'JSON takes " alone'],
  ['“', 'a typographic quote: JSON takes " alone'],
  ['”', 'a typographic quote: JSON takes " alone'],
  ['„', 'a typographic quote: JSON takes " alone'],
  ['/', 'JSON has no comments'],
  ['#', 'JSON has no comments'],
  ['=', "names are followed by ':'"],
  [';', "entries are parted by ','"],
]);

function wordsFor(sign: string): string {
  if (sign === '') return 'the end of the text';
  if (sign === '\n' || sign === '\r') return 'the end of the line';
  if (sign === '\t') return 'a tab';
  if (sign === '\0') return 'a NUL character';
  if (/[a-z]/i.test(sign)) return 'a letter';
  if (/\d/.test(sign)) return 'a digit';
  if (sign < ' ' || sign === '\x7f') return 'a control character';
  return /[!-~“”„‘’]/.test(sign) ? `'${sign}'` : 'a character that is not ASCII';
}

const ESCAPED = '"\\/bfnrt';

class Reader {
  readonly #text: string;
  readonly #number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonNode {
    const node = this.#value("a value, such as '['");
    this.#skipBlanks();
    if (this.#at < this.#text.length) this.#stumble('the end of the text');
    return node;
  }

  #value(expected: string): JsonNode {
    this.#skipBlanks();
    const start = this.#at;
    switch (this.#text.charAt(start)) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return { kind: 'text', value: this.#string(), start, end: this.#at };
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#numberNode(expected);
    }
  }

  #object(): JsonNode {
    const start = this.#enter();
    const members: JsonMember[] = [];
    while (!this.#isAt('}')) {
      if (members.length > 0) this.#take(',', "',' or '}'");
      const isFirst = members.length === 0;
      const comma = this.#at - 1;
      this.#skipBlanks();
      if (!isFirst && this.#isAt('}')) this.#trailingComma(comma);
      members.push(this.#member(isFirst));
    }
    this.#leave();
    return { kind: 'object', members, start, end: this.#at };
  }

  #member(isFirst: boolean): JsonMember {
    const start = this.#at;
    if (this.#text[start] !== '"')
      this.#stumble(isFirst ? "a name in quotes or '}'" : 'a name in quotes');
    const name = this.#string();
    const end = this.#at;
    this.#take(':', "':'");
    return { name, value: this.#value('a value'), start, end };
  }

  #array(): JsonNode {
    const start = this.#enter();
    const items: JsonNode[] = [];
    while (!this.#isAt(']')) {
      if (items.length > 0) this.#take(',', "',' or ']'");
      const comma = this.#at - 1;
      if (items.length > 0 && this.#isAt(']')) this.#trailingComma(comma);
      items.push(this.#value(items.length > 0 ? 'a value' : "a value or ']'"));
    }
    this.#leave();
    return { kind: 'array', items, start, end: this.#at };
  }

  #enter(): number {
    if (++this.#depth > DEEPEST) this.#stumble(`at most ${DEEPEST} levels`, 'one more');
    return this.#at++;
  }

  #leave(): void {
    this.#depth--;
    this.#at++;
  }

  /** Gives what the text means; stands behind the closing quote then. */
  #string(): string {
    const start = this.#at;
    let hasEscapes = false;
    for (this.#at++; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) break;
      if (code === 0x5c) {
        hasEscapes = true;
        this.#escape();
      } else if (!(code >= 0x20)) {
        this.#stumble(`the closing '"'`);
      }
    }
    this.#at++;
    if (!hasEscapes) return this.#text.slice(start + 1, this.#at - 1);
    // It holds checked escapes alone, and is a text therefore.
    return String(JSON.parse(this.#text.slice(start, this.#at)));
  }

  /** Stands on the last character of the escape then. */
  #escape(): void {
    this.#at++;
    const sign = this.#text.charAt(this.#at);
    if (sign === 'u') {
      for (let i = 0; i < 4; i++) {
        this.#at++;
        if (!/[0-9a-f]/i.test(this.#text.charAt(this.#at))) this.#stumble('four hex digits');
      }
    } else if (sign === '' || !ESCAPED.includes(sign)) {
      this.#stumble('one of " \\ / b f n r t u', undefined, "a '\\' itself is written '\\\\'");
    }
  }

  #word(word: string, value: boolean | null): JsonNode {
    const start = this.#at;
    if (!this.#text.startsWith(word, start)) this.#stumble(`'${word}'`);
    this.#at += word.length;
    return { kind: 'word', value, start, end: this.#at };
  }

  #numberNode(expected: string): JsonNode {
    const start = this.#at;
    this.#number.lastIndex = start;
    const source = this.#number.exec(this.#text)?.[0];
    if (source === undefined) return this.#stumble(expected);
    this.#at += source.length;
    return { kind: 'number', value: Number(source), source, start, end: this.#at };
  }

  #isAt(sign: string): boolean {
    this.#skipBlanks();
    return this.#text[this.#at] === sign;
  }

  #take(sign: string, expected: string): void {
    if (!this.#isAt(sign)) this.#stumble(expected);
    this.#at++;
  }

  #skipBlanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #trailingComma(comma: number): never {
    const closing = this.#text.charAt(this.#at);
    throw new Stumble({
      offset: comma,
      expected: `'${closing}'`,
      found: "',' before it",
      hint: 'the last entry has no comma behind it',
    });
  }

  #stumble(expected: string, found?: string, hint?: string): never {
    throw new Stumble({ offset: this.#at, expected, ...(found !== undefined && { found }), hint });
  }
}
