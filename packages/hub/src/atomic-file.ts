// Writes files so that whoever reads them finds the old content or the new, never half of it.

import { copyFile, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileTrouble, systemCode } from './file-trouble.ts';

export interface WriteOptions {
  /** Rights of the file, where it is new; an old file keeps its own. Default: 0600, its owner alone. */
  readonly mode?: number;
  /** Whether the previous version stays as `path~`. Default: yes. */
  readonly keepsPrevious?: boolean;
}

/** Tells apart the temporary files of this process. */
let count = 0;

/**
 * Puts new content into a file, all of it or nothing, even where the power fails meanwhile. A link is
 * followed: what it points to is written.
 *
 * @throws {TransportError} it cannot be written. The file is then as it was.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  { mode = 0o600, keepsPrevious = true }: WriteOptions = {},
): Promise<void> {
  try {
    const target = await realpath(path).catch(ifMissing(path));
    const old = await stat(target).catch(ifMissing(undefined));
    await replace(target, content, old ? old.mode & 0o777 : mode, Boolean(old) && keepsPrevious);
  } catch (cause) {
    throw fileTrouble(path, 'written', cause);
  }
}

async function replace(
  target: string,
  content: string | Uint8Array,
  mode: number,
  keepsPrevious: boolean,
): Promise<void> {
  // In the same folder, since only within a file system can a file take another's place at once.
  const fresh = temporaryName(target);
  try {
    await writeDurably(fresh, content, mode);
    if (keepsPrevious) await keepPrevious(target);
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await flushFolder(dirname(target));
}

async function writeDurably(path: string, content: string | Uint8Array, mode: number) {
  const file = await open(path, 'wx', mode);
  try {
    // The mask of the process may have taken rights away that the old file had.
    await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The old file gets a second name, so that at no time there is none. */
async function keepPrevious(target: string): Promise<void> {
  const second = temporaryName(target);
  try {
    // Some file systems, such as those of memory cards, know no second names.
    await link(target, second).catch(() => copyFile(target, second));
    await rename(second, `${target}~`);
  } finally {
    // Where `path~` already was the same file, rename leaves both names.
    await rm(second, { force: true });
  }
}

/** A new name is safe only once its folder is on the disk too. Windows has no such call. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function temporaryName(target: string): string {
  count += 1;
  return join(dirname(target), `.${basename(target)}.${process.pid}.${count}.tmp`);
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (systemCode(error) === 'ENOENT') return value;
    throw error;
  };
}
