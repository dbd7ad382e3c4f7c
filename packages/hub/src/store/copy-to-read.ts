// A way to read a database on a disk that takes nothing. After a crash its journal is still there, and the
// engine reads no such database before it could write beside it: so it is given a copy elsewhere.

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bringUpToDate, type Schema } from './schema.ts';
import { Sql, StorageError } from './sql.ts';

/** A copy that is open. */
export interface CopyToRead {
  readonly sql: Sql;
  /** Closes it, and leaves nothing behind. */
  remove(): void;
}

/** The copy; `undefined` where there is nothing to copy, no place for it, or nothing to be read from it. */
export function copyToRead(path: string, schema: Schema): CopyToRead | undefined {
  const folder = copiedTo(path);
  if (folder === undefined) return undefined;
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  let sql: Sql | undefined;
  try {
    sql = Sql.open(join(folder, basename(path)));
    bringUpToDate(sql, schema);
  } catch (error) {
    sql?.close();
    removeFolder();
    if (error instanceof StorageError) return undefined;
    throw error;
  }
  const opened = sql;
  return {
    sql: opened,
    remove: () => {
      opened.close();
      removeFolder();
    },
  };
}

/** A folder for the owner alone that holds file and journal. */
function copiedTo(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'bluebell-'));
    for (const file of [path, `${path}-wal`]) {
      if (existsSync(file)) copyFileSync(file, join(folder, basename(file)));
    }
    return folder;
  } catch {
    // No way to read it, or no room for it: then there is nothing to be had.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}
