// Moves a damaged database out of the way, with all that belongs to it.

import { existsSync, renameSync } from 'node:fs';
import { StorageError } from './sql.ts';

/** What SQLite may keep beside a database: without it, the last changes are missing. */
const JOURNALS = ['-wal', '-journal', '-shm'] as const;

/**
 * Renames a database to `NAME.broken-TIME`; gives that name.
 *
 * @throws {StorageError} it cannot be renamed.
 */
export function setAside(path: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const aside = `${path}.broken-${time}`;
  try {
    for (const ending of ['', ...JOURNALS]) {
      if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
    }
  } catch (cause) {
    throw new StorageError(path, 'unreachable', { cause });
  }
  return aside;
}
