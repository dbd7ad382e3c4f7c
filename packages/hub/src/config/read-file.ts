// Reads the small files that a configuration is made of, never more than a bound.

import { open } from 'node:fs/promises';
import { TransportError } from '@bluebell/ble/core';
import { fileTrouble } from '../file-trouble.ts';

/** Enough for a list of a hundred thousand sensors or a chain of certificates. */
export const FILE_LIMIT = 16 * 1024 * 1024;

/** How the configuration reads the files it names; rejects with a `BleError` that names the file. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/**
 * The content of a file.
 *
 * @throws {TransportError} it cannot be read, or is larger than 16 MiB.
 */
export async function readSmallFile(path: string): Promise<Uint8Array> {
  const bytes = await readUpTo(path, FILE_LIMIT + 1).catch((cause: unknown) => {
    throw fileTrouble(path, 'read', cause);
  });
  if (bytes.length > FILE_LIMIT) {
    throw new TransportError(`${path} is larger than ${FILE_LIMIT / 1024} KiB: the wrong file?`);
  }
  return bytes;
}

/** Reads on until the end or the limit: the size that the system tells is 0 for devices and pipes. */
async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  await using file = await open(path, 'r');
  const chunks: Uint8Array[] = [];
  for (let left = limit; left > 0; ) {
    const { bytesRead, buffer } = await file.read({
      buffer: new Uint8Array(Math.min(left, 65_536)),
    });
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return new Uint8Array(Buffer.concat(chunks));
}
