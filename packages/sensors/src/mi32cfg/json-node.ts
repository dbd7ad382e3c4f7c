// JSON with the place of every part: what an editor needs and `JSON.parse` throws away.

/** Where something stands: offsets in UTF-16 units, as editors count. */
export interface Span {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** An object. A name that stands twice is here twice. */
export interface JsonObject extends Span {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}

/** A name with its value. The span is the name's. */
export interface JsonMember extends Span {
  readonly name: string;
  readonly value: JsonNode;
}

/** An array. */
export interface JsonArray extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

/** Text in quotes. */
export interface JsonText extends Span {
  readonly kind: 'text';
  readonly value: string;
}

/** A number, with its digits as they were written: more of them than a number can hold are kept. */
export interface JsonNumber extends Span {
  readonly kind: 'number';
  readonly value: number;
  readonly source: string;
}

/** `true`, `false` or `null`. */
export interface JsonWord extends Span {
  readonly kind: 'word';
  readonly value: boolean | null;
}

/** Any value. */
export type JsonNode = JsonObject | JsonArray | JsonText | JsonNumber | JsonWord;

/** The value of a member; of a name that stands twice the last, as `JSON.parse` has it. */
export function memberOf(node: JsonObject, name: string): JsonMember | undefined {
  return node.members.findLast((member) => member.name === name);
}

/** A text that was made, and stands nowhere. */
export function madeText(value: string): JsonText {
  return { kind: 'text', value, start: 0, end: 0 };
}

/** A number that was made, and stands nowhere. */
export function madeNumber(value: number): JsonNumber {
  return { kind: 'number', value, source: String(value), start: 0, end: 0 };
}

/** The value as text, without blanks; numbers as they were written. */
export function jsonText(node: JsonNode): string {
  switch (node.kind) {
    case 'object': {
      const members = node.members.map(
        ({ name, value }) => `${JSON.stringify(name)}:${jsonText(value)}`,
      );
      return `{${members.join(',')}}`;
    }
    case 'array':
      return `[${node.items.map(jsonText).join(',')}]`;
    case 'text':
      return JSON.stringify(node.value);
    case 'number':
      return node.source;
    case 'word':
      return String(node.value);
  }
}
