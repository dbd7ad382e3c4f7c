// What was sent with a request: an object, or a plain text where one argument is enough.

import { parsedJson } from '../parsed-json.ts';

/** The arguments as they were written, and what the sender wants to see in the answer again. */
export interface Given {
  readonly args: string | Readonly<Record<string, unknown>>;
  /** Absent where none was sent. */
  readonly transaction?: unknown;
}

/** From a payload: JSON, or text that means itself. Nothing at all is an object with nothing in it. */
export function givenIn(payload: string): Given {
  const text = payload.trim();
  if (text === '') return { args: {} };
  return givenFrom(parsedJson(text) ?? text, text);
}

/** A value of JSON that is neither object nor text, such as an id of digits alone, is the text it was. */
function givenFrom(value: unknown, text: string): Given {
  if (typeof value === 'string') return { args: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { args: text };
  const { transaction, ...args } = value as Readonly<Record<string, unknown>>; // an object of JSON is one
  return transaction === undefined ? { args } : { args, transaction };
}
