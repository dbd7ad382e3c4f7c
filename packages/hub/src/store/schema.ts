// Tables and their versions: a database of an older bluebell is brought up to date, one of a newer refused.

import { existsSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from '@bluebell/ble/core';
import type { Sql } from './sql.ts';

/** What a database holds. The number of its steps is its version. */
export interface Schema {
  /**
   * Each brings a database from one version to the next, the first from nothing. A step that was
   * published never changes: what is to be different comes as one more.
   */
  readonly steps: readonly string[];
}

/**
 * Makes the tables, or brings them up to date; an older database is copied to `NAME.version-N` before.
 * It is all done or nothing.
 *
 * @throws {UsageError} a newer bluebell wrote it. @throws {StorageError} it cannot be done.
 */
export function bringUpToDate(sql: Sql, { steps }: Schema): void {
  const version = versionOf(sql);
  if (version === steps.length) return;
  if (version > steps.length) {
    throw new UsageError(
      `${sql.path} was written by a newer bluebell (version ${version} of its tables, this one knows ${steps.length}): use that one, restore a backup made before, or move ${basename(sql.path)} away to begin anew`,
    );
  }
  if (version > 0) copyTo(sql, `${sql.path}.version-${version}`);
  sql.transaction(() => {
    for (const step of steps.slice(version)) sql.exec(step);
    sql.exec(`PRAGMA user_version=${steps.length}`);
  });
}

/** Writes a whole copy of a database, which may be in use meanwhile. A file of that name gives way. */
export function copyTo(sql: Sql, path: string): void {
  if (existsSync(path)) rmSync(path);
  sql.rows('VACUUM INTO ?', path);
}

/** How many steps made a database. */
export function versionOf(sql: Sql): number {
  return sql.number('PRAGMA user_version');
}
