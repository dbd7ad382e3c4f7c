// Where the bytes of a capture come from.

import type { FileHandle } from 'node:fs/promises';
import { TransportError } from '@bluebell/ble/core';
import { openFile } from './open-file.ts';

/** A capture that can be read from its start, any number of times. */
export interface CaptureSource {
  /** Names it to people: the path of a file. */
  readonly name: string;
  /** For progress alone. */
  readonly totalBytes: number;
  /** The bytes in pieces of any size, none of which changes once it is given. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** Small enough that an advert, which keeps the piece it came in, keeps little. */
const CHUNK_BYTES = 2 ** 16;

/**
 * A capture file. It is opened for each reading, and must not change in between.
 *
 * @throws {UsageError} it is a folder, or cannot be opened.
 */
export async function captureFile(path: string): Promise<CaptureSource> {
  const file = await openFile(path, 'read');
  try {
    const { size } = await file.stat();
    return { name: path, totalBytes: size, chunks: () => chunksOf(path) };
  } finally {
    await file.close();
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void> {
  const file = await openFile(path, 'read');
  try {
    for (;;) {
      const chunk = await nextChunk(file, path);
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

async function nextChunk(file: FileHandle, path: string): Promise<Uint8Array> {
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK_BYTES));
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new TransportError(`reading ${path} failed`, { cause });
  }
}
