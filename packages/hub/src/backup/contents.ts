// Which files of a data folder go into a backup.

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataFolder } from '../data-folder.ts';
import { HISTORY_DATABASE } from '../store/history-schema.ts';
import { STATE_DATABASE } from '../store/sqlite-state.ts';
import { CLEANERS, KEYLESS } from './without-keys.ts';

/** The folders that make up a hub's data. */
export type Folders = Pick<DataFolder, 'config' | 'state' | 'history' | 'cache'>;

/** Where backups are put when nobody says where. */
export function backupsIn(folders: Pick<Folders, 'state'>): string {
  return join(folders.state, 'backups');
}

/** A file of a backup: as it is on the disk, or as it was cleaned. */
export type Content =
  | { readonly path: string; readonly file: string }
  | { readonly path: string; readonly bytes: Uint8Array };

/** What is in it, and what was taken out. */
export interface Contents {
  readonly files: readonly Content[];
  readonly removed: readonly string[];
}

/** What nobody wants back: who is logged in, previous versions, what is half written, hidden things, the databases of before. */
const LEFT_OUT =
  /^\.|~$|\.tmp$|\.db(-wal|-shm|-journal)?$|^sessions\.json$|\.db\.(broken|version)-/;

/** Deeper than anything that a hub makes. */
const DEEPEST = 3;

/** All files but the databases, which are copied in their own way. */
export function contentsOf(folders: Folders, withKeys: boolean): Contents {
  const apart = new Set(
    [folders.config, folders.state, folders.history, folders.cache, backupsIn(folders)].map(
      (path) => resolve(path),
    ),
  );
  const all = (['config', 'state'] as const).flatMap((part) =>
    filesIn(folders[part], part, apart, DEEPEST),
  );
  if (withKeys) return { files: all, removed: [] };
  const removed: string[] = [];
  const files = all.flatMap((content): Content[] => {
    const { path, file } = content;
    const clean = CLEANERS[path];
    if (clean) {
      const cleaned = clean(readFileSync(file, 'utf8'));
      removed.push(...cleaned.removed.map((place) => `${path}: ${place}`));
      return [{ path, bytes: new TextEncoder().encode(cleaned.text) }];
    }
    if (KEYLESS.has(path)) return [content];
    removed.push(`${path}: all of it`);
    return [];
  });
  return { files, removed };
}

/** The databases, and what each is called in a backup. */
export const DATABASES = {
  state: `state/${STATE_DATABASE}`,
  history: `history/${HISTORY_DATABASE}`,
} as const;

function filesIn(
  folder: string,
  path: string,
  apart: ReadonlySet<string>,
  depth: number,
): OnDisk[] {
  return namesIn(folder).flatMap((name): OnDisk[] => {
    const file = join(folder, name);
    const there = `${path}/${name}`;
    // Links lead elsewhere, and sockets nowhere.
    const stat = lstatSync(file);
    if (stat.isFile()) return [{ path: there, file }];
    if (!stat.isDirectory() || depth === 0 || apart.has(resolve(file)) || name === 'demo')
      return [];
    return filesIn(file, there, apart, depth - 1);
  });
}

type OnDisk = Extract<Content, { readonly file: string }>;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !LEFT_OUT.test(name));
  } catch {
    // A hub that never ran has none.
    return [];
  }
}
