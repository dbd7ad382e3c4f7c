// Copies of databases of which no hub makes use.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUseError } from '../store/folder-in-use-error.ts';
import { HISTORY_DATABASE } from '../store/history-schema.ts';
import type { StoreCopies } from '../store/open-store.ts';
import { copyTo } from '../store/schema.ts';
import { Sql, StorageError } from '../store/sql.ts';
import { STATE_DATABASE } from '../store/sqlite-state.ts';
import type { Folders } from './contents.ts';

/** Each copy takes its database for itself meanwhile. @throws {FolderInUseError} a hub has it. */
export function copyClosed(folders: Pick<Folders, 'state' | 'history'>): StoreCopies {
  return {
    state: (to) => copy(join(folders.state, STATE_DATABASE), to),
    history: (to) => copy(join(folders.history, HISTORY_DATABASE), to),
  };
}

/** @throws {FolderInUseError} a hub runs on this folder. */
export function refuseWhileInUse(folders: Pick<Folders, 'state'>): void {
  alone(join(folders.state, STATE_DATABASE), () => {});
}

function copy(from: string, to: string): boolean {
  return alone(from, (sql) => copyTo(sql, to));
}

/** False where there is no such file. */
function alone(path: string, work: (sql: Sql) => void): boolean {
  if (!existsSync(path)) return false;
  const sql = Sql.open(path);
  try {
    sql.rows('PRAGMA locking_mode=EXCLUSIVE');
    sql.exec('BEGIN EXCLUSIVE; COMMIT');
    work(sql);
    return true;
  } catch (error) {
    if (!(error instanceof StorageError) || error.trouble !== 'in use') throw error;
    throw new FolderInUseError(path, { cause: error });
  } finally {
    sql.close();
  }
}
