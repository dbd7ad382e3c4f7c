// Puts a backup back: all of it or nothing, and what was there before stays beside it.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { errorText } from '../error-text.ts';
import { fileTrouble } from '../file-trouble.ts';
import { HISTORY_SCHEMA } from '../store/history-schema.ts';
import { versionOf } from '../store/schema.ts';
import { Sql } from '../store/sql.ts';
import { STATE_SCHEMA } from '../store/sqlite-state.ts';
import { BackupError } from './backup-error.ts';
import { backupsIn, DATABASES, type Folders } from './contents.ts';
import { refuseWhileInUse } from './copy-closed.ts';
import { type Manifest, PARTS, type Part } from './manifest.ts';
import { mergeKeys } from './merge-keys.ts';
import { readArchive } from './read-archive.ts';

/** What was put back. */
export interface RestoredBackup {
  readonly manifest: Manifest;
  /** Where each folder that was there before is now. */
  readonly before: readonly string[];
}

/**
 * Puts a backup in the place of what is there.
 *
 * @throws {FolderInUseError} a hub runs on the folders.
 * @throws {BackupError} the archive is of no use, or a folder cannot be replaced. All is as it was then.
 */
export async function restoreBackup(
  file: string,
  folders: Folders,
  nowMs: number,
): Promise<RestoredBackup> {
  refuseWhileInUse(folders);
  const fresh = await stagingFor(folders);
  try {
    const manifest = await readArchive(file, fresh);
    checkDatabases(fresh);
    if (!manifest.hasKeys) mergeKeys(folders, fresh, manifest.removed);
    // Somebody may have started one meanwhile.
    refuseWhileInUse(folders);
    const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
    return { manifest, before: await replace(folders, fresh, `.before-${time}`) };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Beside the state, so that on most machines nothing has to be copied. */
async function stagingFor({ state }: Folders): Promise<string> {
  try {
    await mkdir(dirname(state), { recursive: true, mode: 0o700 });
    return await mkdtemp(`${state}.restoring-`);
  } catch (cause) {
    throw fileTrouble(state, 'written', cause);
  }
}

/** A database that this version cannot open is no good, however whole it is. */
function checkDatabases(fresh: string): void {
  for (const [path, { steps }] of [
    [DATABASES.state, STATE_SCHEMA],
    [DATABASES.history, HISTORY_SCHEMA],
  ] as const) {
    const file = join(fresh, ...path.split('/'));
    if (!existsSync(file)) continue;
    const sql = Sql.open(file);
    try {
      const [first] = sql.rows('PRAGMA integrity_check(1)');
      if (first?.[0] !== 'ok') throw new BackupError(`${path} in it is damaged`);
      if (versionOf(sql) > steps.length) {
        throw new BackupError(`${path} in it was written by a newer bluebell: use that one`);
      }
    } finally {
      sql.close();
    }
  }
}

/** What was moved, to be moved back where something fails. */
type Moves = { readonly from: string; readonly to: string }[];

async function replace(folders: Folders, fresh: string, ending: string): Promise<string[]> {
  const moves: Moves = [];
  try {
    // State first: the others may lie in it.
    for (const part of ['state', 'config', 'history'] as const) {
      if (existsSync(join(fresh, part))) await replacePart(part, folders, fresh, ending, moves);
    }
  } catch (error) {
    for (const { from, to } of moves.toReversed()) await rename(to, from);
    throw new BackupError(`it cannot be put back, and all is as it was: ${errorText(error)}`, {
      cause: error,
    });
  }
  return PARTS.map((part) => folders[part] + ending).filter((path) => existsSync(path));
}

async function replacePart(
  part: Part,
  folders: Folders,
  fresh: string,
  ending: string,
  moves: Moves,
): Promise<void> {
  const folder = folders[part];
  const move = async (from: string, to: string) => {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
    moves.push({ from, to });
  };
  const isThere = existsSync(folder);
  if (isThere) await move(folder, folder + ending);
  await move(join(fresh, part), folder);
  if (!isThere) return;
  for (const inner of within(folder, folders)) {
    const old = folder + ending + inner.slice(folder.length);
    if (existsSync(old) && !existsSync(inner)) await move(old, inner);
  }
}

/** Folders of other things that lie in this one: they stay what they are. */
function within(folder: string, folders: Folders): readonly string[] {
  const { config, history, cache } = folders;
  return [config, history, cache, backupsIn(folders)]
    .map((path) => resolve(path))
    .filter((path) => path.startsWith(resolve(folder) + sep));
}
