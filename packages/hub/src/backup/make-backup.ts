// Makes a backup: one archive of configuration and state, that any machine can put back.

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { fileTrouble } from '../file-trouble.ts';
import type { StoreCopies } from '../store/open-store.ts';
import { BackupError } from './backup-error.ts';
import { backupsIn, type Content, contentsOf, DATABASES, type Folders } from './contents.ts';
import { copyClosed } from './copy-closed.ts';
import { type FileEntry, MANIFEST, type Manifest, manifestOf } from './manifest.ts';

/** What is wanted. */
export interface BackupOptions {
  /** The archive to write. Default: one named for the time, in the folder for backups. */
  readonly file?: string | undefined;
  readonly withKeys: boolean;
  readonly withHistory: boolean;
  /** Of the product. */
  readonly version: string;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/** What was made. */
export interface MadeBackup {
  readonly path: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Makes a backup. It is whole or not there.
 *
 * @param copies of the hub that has the folder; without one, no hub may run.
 * @throws {FolderInUseError} a hub runs. @throws {BackupError} it cannot be made.
 * @throws {TransportError} the archive cannot be written.
 */
export async function makeBackup(
  folders: Folders,
  options: BackupOptions,
  copies: StoreCopies = copyClosed(folders),
): Promise<MadeBackup> {
  const { withKeys, withHistory, version } = options;
  const time = new Date(options.nowMs).toISOString();
  const path = resolve(options.file ?? join(backupsIn(folders), nameFor(time)));
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const work = await mkdtemp(`${path}.making-`);
    try {
      const { files, removed } = contentsOf(folders, withKeys);
      const databases = copyDatabases(copies, folders, work, withHistory);
      const contents = [...files, ...databases];
      const entries: FileEntry[] = [];
      for (const content of contents) entries.push(await entryOf(content));
      const hasHistory = databases.some((content) => content.path === DATABASES.history);
      const manifest = manifestOf({
        version,
        time,
        hasKeys: withKeys,
        hasHistory,
        removed: [...removed],
        files: entries,
      });
      const fresh = join(work, 'archive');
      await writeArchive(fresh, manifest, contents);
      await rename(fresh, path);
      return { path, bytes: (await stat(path)).size, manifest };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw fileTrouble(path, 'written', error);
    throw error;
  }
}

function nameFor(time: string): string {
  return `bluebell-${time.replace(/[-:]|\.\d+/g, '')}.tar.gz`;
}

function copyDatabases(
  copies: StoreCopies,
  folders: Folders,
  work: string,
  withHistory: boolean,
): Content[] {
  const state = join(work, 'state.db');
  if (!copies.state(state) && existsSync(join(folders.state, 'state.db'))) {
    throw new BackupError("what is known of devices cannot be copied: see the hub's log");
  }
  const history = join(work, 'history.db');
  if (withHistory && !copies.history(history)) {
    throw new BackupError("there is no history to copy, or it cannot be: leave '--history' out");
  }
  return [
    ...(existsSync(state) ? [{ path: DATABASES.state, file: state }] : []),
    ...(withHistory ? [{ path: DATABASES.history, file: history }] : []),
  ];
}

async function entryOf(content: Content): Promise<FileEntry> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of streamOf(content)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { path: content.path, bytes, sha256: hash.digest('hex') };
}

async function* streamOf(content: Content): AsyncIterable<Uint8Array> {
  if ('bytes' in content) yield content.bytes;
  // Without an encoding, a file is read in bytes.
  else for await (const chunk of createReadStream(content.file)) yield chunk as Uint8Array;
}

async function writeArchive(
  file: string,
  manifest: Manifest,
  contents: readonly Content[],
): Promise<void> {
  const archive = pack();
  const written = pipeline(archive, createGzip(), createWriteStream(file, { mode: 0o600 }));
  try {
    const text = new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await add(archive, { path: MANIFEST, bytes: text }, text.length);
    for (const [at, content] of contents.entries()) {
      await add(archive, content, manifest.files[at]?.bytes ?? 0);
    }
    archive.finalize();
  } catch (error) {
    archive.destroy(error instanceof Error ? error : undefined);
    await written.catch(() => {});
    throw error;
  }
  await written;
  await using handle = await open(file, 'r+');
  await handle.sync();
}

/** Of a file that grew meanwhile, the rest stays out; one that shrank is an error. */
function add(archive: Pack, content: Content, size: number): Promise<void> {
  return new Promise((settle, fail) => {
    const header = { name: content.path, size, mode: 0o600, mtime: new Date(0) };
    const entry = archive.entry(header, (error) => (error ? fail(error) : settle()));
    pipeline(streamOf(content), entry).catch(fail);
  });
}
