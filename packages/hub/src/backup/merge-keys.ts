// Keys that a backup does not hold, taken from where it is put back to.

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import * as z from 'zod';
import { CONFIG_FILE, MI32_FILE } from '../config/index.ts';
import { MI32_STATE_FILE } from '../tasmota/config/mi32-state.ts';
import { contentsOf, type Folders } from './contents.ts';
import { CLEANERS, KEYLESS } from './without-keys.ts';

/**
 * Completes what was unpacked by the keys that the folders hold now. A file that is nothing but keys is
 * taken over whole; in others, keys go where the backup left them out.
 *
 * @param fresh where the backup was unpacked, a folder for each part.
 */
export function mergeKeys(folders: Folders, fresh: string, removed: readonly string[]): void {
  for (const content of contentsOf(folders, true).files) {
    if (!('file' in content) || KEYLESS.has(content.path)) continue;
    const to = join(fresh, ...content.path.split('/'));
    const merge = MERGERS[content.path];
    if (!CLEANERS[content.path] && !existsSync(to)) {
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      copyFileSync(content.file, to);
    } else if (merge && existsSync(to)) {
      const text = merge(readFileSync(to, 'utf8'), readFileSync(content.file, 'utf8'), removed);
      writeFileSync(to, text, { mode: 0o600 });
    }
  }
}

type Merge = (fresh: string, old: string, removed: readonly string[]) => string;

const MERGERS: Readonly<Record<string, Merge>> = {
  [`config/${CONFIG_FILE}`]: mergeConfig,
  [`config/${MI32_FILE}`]: mergeMi32,
  [`state/${MI32_STATE_FILE}`]: mergeMi32State,
};

function mergeConfig(fresh: string, old: string, removed: readonly string[]): string {
  const [into, from] = [parseDocument(fresh), parseDocument(old)];
  if (into.errors.length + from.errors.length > 0) return fresh;
  const start = `config/${CONFIG_FILE}: `;
  if (!removed.some((place) => place.startsWith(start))) return fresh;
  for (const place of removed) {
    if (!place.startsWith(start)) continue;
    const path = pathIn(from, place.slice(start.length).replace(/ \(.*\)$/, ''));
    const value = path && from.getIn(path, true);
    if (path && isScalar(value)) into.setIn(path, value);
  }
  return into.toString({ lineWidth: 0 });
}

/** Names hold dots and colons, so they are looked for, not cut. */
function pathIn(document: Document, place: string): string[] | undefined {
  const path: string[] = [];
  let node: unknown = document.contents;
  let rest = place;
  while (rest !== '') {
    if (!isMap(node)) return undefined;
    const found = node.items.find(({ key }) => {
      const name = isScalar(key) ? String(key.value) : undefined;
      return name !== undefined && (rest === name || rest.startsWith(`${name}.`));
    });
    if (!found || !isScalar(found.key)) return undefined;
    const name = String(found.key.value);
    path.push(name);
    node = found.value;
    rest = rest.slice(name.length + 1);
  }
  return path;
}

/** Where there is a key for a sensor that lost its own. Written as text, since the file may be mutilated. */
function mergeMi32(fresh: string, old: string): string {
  const keys = new Map<string, string>();
  for (const [, mac = '', key = ''] of old.matchAll(
    /"MAC"\s*:\s*"([0-9A-F]{12})"[^{}]*?"key"\s*:\s*"([0-9A-F]+)"/gi,
  )) {
    keys.set(mac.toUpperCase(), key);
  }
  return fresh.replace(
    /("MAC"\s*:\s*"([0-9A-F]{12})"[^{}]*?"key"\s*:\s*")"/gi,
    (_, start: string, mac: string) => `${start}${keys.get(mac.toUpperCase()) ?? ''}"`,
  );
}

const withKeys = z.looseObject({ keys: z.array(z.unknown()) });

function mergeMi32State(fresh: string, old: string): string {
  try {
    const [into, from] = [withKeys.parse(JSON.parse(fresh)), withKeys.parse(JSON.parse(old))];
    return `${JSON.stringify({ ...into, keys: from.keys }, undefined, 2)}\n`;
  } catch {
    return fresh;
  }
}
