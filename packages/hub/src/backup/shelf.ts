// The folder in which a hub keeps its backups.

import { type FileHandle, lstat, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTrouble, systemCode } from '../file-trouble.ts';
import { backupsIn, type Folders } from './contents.ts';

/** A name that leads nowhere else. */
const NAME = /^(?!\.)[\w.-]{1,128}\.tar\.gz$/;
/** More than these are not listed. */
const MOST = 1_000;

/** One that is there. */
export interface ShelvedBackup {
  readonly file: string;
  readonly bytes: number;
  /** Milliseconds since 1970 UTC. */
  readonly timeMs: number;
}

/** What is done with them. @param folders of the hub. */
export function backupShelf(folders: Pick<Folders, 'state'>) {
  const folder = backupsIn(folders);
  const pathOf = (file: string) => (NAME.test(file) ? join(folder, file) : undefined);
  return {
    /** The newest first. @throws {TransportError} the folder cannot be read. */
    async list(): Promise<readonly ShelvedBackup[]> {
      const names = await readdir(folder).catch((error: unknown) => {
        if (systemCode(error) === 'ENOENT') return [];
        throw fileTrouble(folder, 'read', error);
      });
      const all = await Promise.all(names.filter((name) => NAME.test(name)).map(shelved));
      return all
        .filter((one) => one !== undefined)
        .sort((a, b) => b.timeMs - a.timeMs)
        .slice(0, MOST);
    },

    /** Its bytes, as they are fetched; `undefined` where there is none. */
    async open(file: string) {
      const path = pathOf(file);
      if (path === undefined || !(await shelved(file))) return undefined;
      const handle = await open(path, 'r').catch(() => undefined);
      if (!handle) return undefined;
      const size = await closingOnFailure(handle, async () => (await handle.stat()).size);
      return { bytes: size, stream: streamOf(handle, size) };
    },

    /** False where there is none. @throws {TransportError} it cannot be deleted. */
    async remove(file: string): Promise<boolean> {
      const path = pathOf(file);
      if (path === undefined || !(await shelved(file))) return false;
      await rm(path).catch((error: unknown) => {
        throw fileTrouble(path, 'written', error);
      });
      return true;
    },
  };

  /** A file, and nothing that points elsewhere. */
  async function shelved(file: string): Promise<ShelvedBackup | undefined> {
    const found = await lstat(join(folder, file)).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return { file, bytes: found.size, timeMs: found.mtimeMs };
  }
}

const PIECE = 64 * 1024;

/** Reads a piece whenever one is fetched, and no more than was promised. */
function streamOf(handle: FileHandle, bytes: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = new Uint8Array(Math.min(PIECE, bytes - at));
        const { bytesRead } = await closingOnFailure(handle, () =>
          handle.read(piece, 0, piece.length, at),
        );
        at += bytesRead;
        if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
        if (bytesRead > 0 && at < bytes) return;
        await handle.close();
        controller.close();
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}

/** A disk that cannot be read is no reason to keep a file open. */
async function closingOnFailure<T>(handle: FileHandle, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await handle.close();
    throw error;
  }
}
