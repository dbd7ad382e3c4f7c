// Files as they may be seen by others: keys and passwords taken out, and where they were.

import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import * as z from 'zod';
import { CONFIG_FILE, MI32_FILE } from '../config/index.ts';
import { parsedJson } from '../parsed-json.ts';
import { MI32_STATE_FILE } from '../tasmota/config/mi32-state.ts';
import { BackupError } from './backup-error.ts';

/** A file without its keys. */
export interface Cleaned {
  readonly text: string;
  /** Where something was taken out. */
  readonly removed: readonly string[];
}

/** How each file that may hold keys is cleaned; by its path in a backup. */
export const CLEANERS: Readonly<Record<string, (text: string) => Cleaned>> = {
  [`config/${CONFIG_FILE}`]: cleanConfig,
  [`config/${MI32_FILE}`]: cleanMi32,
  [`state/${MI32_STATE_FILE}`]: cleanMi32State,
};

/** Files in which there never are any. All others stay out of a backup without keys. */
export const KEYLESS: ReadonlySet<string> = new Set([
  'config/config.schema.json',
  'state/instance-id',
  'state/tasmota.json',
  'state/gatt-cache.json',
]);

/** Settings whose value nobody is to see, wherever they stand. */
export const SECRET_NAMES: ReadonlySet<string> = new Set(['key', 'irk', 'password', 'token']);

/** What names a secret that is kept elsewhere is none itself. */
const BY_NAME = '!secret';

/** Comments and order stay. */
function cleanConfig(text: string): Cleaned {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new BackupError(
      `${CONFIG_FILE} cannot be read, so keys cannot be taken out of it: mend it ('bluebell config check' tells where), or back it up with its keys (--keys)`,
    );
  }
  // Nothing but comments, as in a file that nobody has changed.
  if (!document.contents) return { text: withoutHexKeys(text), removed: [] };
  const removed: string[] = [];
  cleanNode(document.contents, [], removed);
  // What was written beside a key, and what is but a comment, may hold one too.
  return { text: withoutHexKeys(document.toString({ lineWidth: 0 })), removed };
}

function cleanNode(node: Node, path: readonly string[], removed: string[]): void {
  if (isSeq<Node>(node)) {
    for (const [at, item] of node.items.entries()) cleanNode(item, [...path, String(at)], removed);
  }
  if (!isMap<Node, Node | null>(node)) return;
  node.items = node.items.filter(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    const place = [...path, name];
    if (SECRET_NAMES.has(name) && value && value.tag !== BY_NAME) {
      removed.push(place.join('.'));
      return false;
    }
    if (value && isScalar(value) && hasCredentials(value.value)) {
      removed.push(`${place.join('.')} (user and password)`);
      value.value = withoutCredentials(String(value.value));
    } else if (value && !isAlias(value)) cleanNode(value, place, removed);
    return true;
  });
}

/** A password may hold an @: the last one before the path ends it. */
const CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i;

function hasCredentials(value: unknown): boolean {
  return typeof value === 'string' && CREDENTIALS.test(value);
}

function withoutCredentials(url: string): string {
  return url.replace(CREDENTIALS, '$1');
}

/** In comments: whatever looks like a key. */
function withoutHexKeys(text: string): string {
  return text.replace(/(#.*?)\b(?:[0-9a-f]{32}|[0-9a-f]{24})\b/gi, '$1(a key)');
}

/** The list may be mutilated: what is cleaned is the text. */
function cleanMi32(text: string): Cleaned {
  let count = 0;
  const cleaned = text.replace(/("key"\s*:\s*")[^"]+"/gi, (_, start: string) => {
    count++;
    return `${start}"`;
  });
  return { text: cleaned, removed: count > 0 ? [`keys of ${count} sensors`] : [] };
}

const stateWithKeys = z.looseObject({ keys: z.array(z.unknown()) });

function cleanMi32State(text: string): Cleaned {
  const state = stateWithKeys.safeParse(parsedJson(text));
  if (!state.success) {
    throw new BackupError(`${MI32_STATE_FILE} is damaged: put a copy back, or remove it`);
  }
  const count = state.data.keys.length;
  return {
    text: `${JSON.stringify({ ...state.data, keys: [] }, undefined, 2)}\n`,
    removed: count > 0 ? [`keys of ${count} sensors`] : [],
  };
}
