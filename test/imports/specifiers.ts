// Finds what a TypeScript file imports. A tokenizer and four shapes: TypeScript 7 has no API in
// JavaScript, and what a formatter lays out is easy to read.

/** One import, export-from, dynamic import or import type. */
export interface Import {
  /** What stands between the quotes; `undefined` where it is computed. */
  readonly specifier: string | undefined;
  /** Counted from 1. */
  readonly line: number;
  /** `/// <reference …>`: brings types in past every import. */
  readonly isReference: boolean;
}

interface Token {
  readonly kind: 'word' | 'string' | 'reference' | 'value' | 'mark';
  readonly text: string;
  readonly line: number;
}

const BLANK = /(?:\s|\/\*.*?\*\/|\/\/(?!\/\s*<reference)[^\n]*)+/sy;
const REFERENCE = /\/\/\/\s*<reference.*/y;
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$]*/uy;
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/sy;
const NUMBER = /\d[\w.]*/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** From a back-tick, or the brace that ends a substitution, to the next back-tick or `${`. */
const TEMPLATE = /[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)/sy;

/** Words behind which a slash begins a regular expression, though words mostly are values. */
const BEFORE_VALUE = new Set(
  'return typeof case in of delete void throw new else do await yield instanceof'.split(' '),
);

/**
 * The imports of a file, in order.
 *
 * @throws {Error} text that the tokenizer cannot follow: better that than to overlook an import.
 */
export function importsOf(source: string): readonly Import[] {
  const tokens = new Tokenizer(source).run();
  return tokens.flatMap((token, at): readonly Import[] => {
    const { line } = token;
    if (token.kind === 'reference') return [{ specifier: undefined, line, isReference: true }];
    if (token.kind !== 'word' || tokens[at - 1]?.text === '.') return [];
    const found = SHAPES.get(token.text)?.(tokens.slice(at + 1, at + 1 + LONGEST));
    return found ? [{ specifier: found.text, line, isReference: false }] : [];
  });
}

/** More tokens than the names of any import. */
const LONGEST = 2_000;

/** What an import takes; no text where it is computed. */
interface Found {
  readonly text: string | undefined;
}

/** How to read on behind `import` and `export`. */
const SHAPES: ReadonlyMap<string, (rest: readonly Token[]) => Found | undefined> = new Map([
  ['import', behindImport],
  ['export', behindExport],
]);

function behindImport(rest: readonly Token[]): Found | undefined {
  const [first, second, third] = rest;
  if (first?.kind === 'string') return unquoted(first);
  if (first?.text !== '(') return fromClause(rest);
  const isWhole = third?.text === ')' || third?.text === ',';
  return second?.kind === 'string' && isWhole ? unquoted(second) : { text: undefined };
}

function behindExport(rest: readonly Token[]): Found | undefined {
  const [first, second] = rest;
  const opening = first?.text === 'type' ? second : first;
  return opening?.text === '*' || opening?.text === '{' ? fromClause(rest) : undefined;
}

/** Walks names, commas and braces up to `from '…'`; any other token says that this is none. */
function fromClause(rest: readonly Token[]): Found | undefined {
  for (const [at, token] of rest.entries()) {
    const next = rest[at + 1];
    if (token.text === 'from' && next?.kind === 'string') return unquoted(next);
    const closesList = token.text === '}' && next?.text !== 'from';
    if (closesList || !(token.kind === 'word' || '{},*'.includes(token.text))) return undefined;
  }
  return undefined;
}

function unquoted(token: Token): Found {
  return { text: token.text.slice(1, -1) };
}

const PLAIN = [
  ['reference', REFERENCE],
  ['word', WORD],
  ['string', STRING],
  ['value', NUMBER],
] as const;

class Tokenizer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  /** Open braces inside each open `${`, the innermost last. */
  readonly #substitutions: number[] = [];
  #at = 0;
  #line = 1;

  constructor(source: string) {
    this.#source = source;
  }

  run(): readonly Token[] {
    while (this.#at < this.#source.length) {
      const start = this.#at;
      if (this.#take(BLANK) === undefined) this.#next();
      this.#line += this.#source.slice(start, this.#at).split('\n').length - 1;
    }
    return this.#tokens;
  }

  #next(): void {
    const isToken =
      PLAIN.some(([kind, pattern]) => this.#push(kind, pattern)) ||
      this.#regex() ||
      this.#template();
    if (!isToken) this.#mark(this.#source[this.#at] ?? '');
  }

  #regex(): boolean {
    return mayBeginValue(this.#tokens.at(-1)) && this.#push('value', REGEX);
  }

  #template(): boolean {
    const isSubstitutionEnd = this.#source[this.#at] === '}' && this.#substitutions.at(-1) === 0;
    if (this.#source[this.#at] !== '`' && !isSubstitutionEnd) return false;
    if (!this.#push('value', TEMPLATE)) return false;
    if (isSubstitutionEnd) this.#substitutions.pop();
    if (this.#tokens.at(-1)?.text.endsWith('${')) this.#substitutions.push(0);
    return true;
  }

  #mark(text: string): void {
    if (/['"`]/.test(text)) throw new Error(`line ${this.#line}: ${text} has no end`);
    const depth = this.#substitutions.pop();
    if (depth !== undefined) {
      this.#substitutions.push(depth + (text === '{' ? 1 : 0) - (text === '}' ? 1 : 0));
    }
    this.#at += 1;
    this.#tokens.push({ kind: 'mark', text, line: this.#line });
  }

  /** Adds a token where the pattern fits here. */
  #push(kind: Token['kind'], pattern: RegExp): boolean {
    const text = this.#take(pattern);
    if (text !== undefined) this.#tokens.push({ kind, text, line: this.#line });
    return text !== undefined;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#source)?.[0];
    this.#at += text?.length ?? 0;
    return text;
  }
}

function mayBeginValue(before: Token | undefined): boolean {
  if (before === undefined || before.text.endsWith('${')) return true;
  if (before.kind === 'word') return BEFORE_VALUE.has(before.text);
  return before.kind === 'mark' && !')]}'.includes(before.text);
}
