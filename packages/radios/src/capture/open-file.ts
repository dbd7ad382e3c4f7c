// Opens files, and says in words when that fails.

import { type FileHandle, open } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';

/** What is wrong with a file that does not open, by the code of the file system's error. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

/** How a file is opened, and what for. */
const MODES = { read: 'r', write: 'w' } as const;

/**
 * Opens a file to read it from the start, or to write it anew.
 *
 * @throws {UsageError} it is a folder, or cannot be opened.
 */
export async function openFile(path: string, purpose: keyof typeof MODES): Promise<FileHandle> {
  try {
    const file = await open(path, MODES[purpose]);
    if (!(await file.stat()).isDirectory()) return file;
    await file.close();
  } catch (cause) {
    // The cast holds since Node gives each error of the file system a code.
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new UsageError(`cannot ${purpose} '${path}': ${REASONS[code] ?? code}`, { cause });
  }
  throw new UsageError(`cannot ${purpose} '${path}': ${REASONS.EISDIR}`);
}
