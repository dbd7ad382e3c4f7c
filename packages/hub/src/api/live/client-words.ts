// What clients say: text of strangers, until it is understood.

import { parsedJson } from '../../parsed-json.ts';
import { type ClientMessage, clientMessage } from '../shapes/live.ts';

/** Longer than anything that there is to say. */
export const LONGEST_WORDS = 4_096;

/** What was said, or why the talk ends. RFC 6455, 7.4.1. */
export type ClientWords =
  | { readonly kind: 'request'; readonly request: ClientMessage }
  | { readonly kind: 'fault'; readonly code: 1007 | 1008; readonly reason: string };

/** Reads it. */
export function clientWords(text: string): ClientWords {
  const value = parsedJson(text);
  if (value === undefined) return { kind: 'fault', code: 1007, reason: 'not JSON' };
  const parsed = clientMessage.safeParse(value);
  return parsed.success
    ? { kind: 'request', request: parsed.data }
    : { kind: 'fault', code: 1008, reason: 'neither a good subscribe nor a ping' };
}
