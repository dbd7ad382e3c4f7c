// A message that rules look into: JSON whose values stay as they were written, so that 10.0 stays 10.0.

import { parsedJson } from '../../parsed-json.ts';

/** A text or a number outside of any text. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** Members by their lower-case names. */
type Members = ReadonlyMap<string, unknown>;

/** A message, to be asked for its members. */
export class Message {
  readonly #members: Members;

  /** @param json an object; anything else has no members. */
  constructor(json: string) {
    this.#members = membersOf(parsedJson(json.replace(TEXT_OR_NUMBER, asText)));
  }

  /** The value at the end of a path of lower-case names; `undefined` where there is none. */
  valueAt(path: readonly string[]): string | undefined {
    let members = this.#members;
    for (const name of path.slice(0, -1)) members = membersOf(members.get(name));
    const value = members.get(path.at(-1) ?? '');
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

function asText(token: string): string {
  return token.startsWith('"') ? token : `"${token}"`;
}

function membersOf(value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}
