// What the system says of a file, in words that a person can act on.

import { type BleError, TransportError } from '@bluebell/ble/core';

/** The codes of Node that users meet. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied: let the user that runs bluebell at it',
  EPERM: 'the system does not allow it',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'something of that name is already there',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EBUSY: 'it is in use, or mounted by itself: mount its folder instead',
  ELOOP: 'its links go round in a circle',
  EMFILE: 'too many files are open',
};

/** The system's code of an error, such as `ENOENT`; `undefined` when it has none. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Names the file and what went wrong: `/etc/x cannot be read: the disk is full (ENOSPC)`. */
export function fileTrouble(path: string, verb: 'read' | 'written', cause: unknown): BleError {
  const code = systemCode(cause);
  const words = (code && WORDS[code]) ?? (cause instanceof Error ? cause.message : String(cause));
  return new TransportError(`${path} cannot be ${verb}: ${words}${code ? ` (${code})` : ''}`, {
    cause,
  });
}
