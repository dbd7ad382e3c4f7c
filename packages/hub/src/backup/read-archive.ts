// Takes an archive apart, and believes nothing of it: every file is one that the manifest names, as long
// and with the content that it says, before anything else looks at them.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BleError } from '@bluebell/ble/core';
import { extract, type Header } from 'tar-stream';
import { errorText } from '../error-text.ts';
import { fileTrouble, systemCode } from '../file-trouble.ts';
import { parsedJson } from '../parsed-json.ts';
import { BackupError } from './backup-error.ts';
import { type FileEntry, MANIFEST, type Manifest, manifestSchema } from './manifest.ts';

/** A file of the archive. */
type Entry = AsyncIterable<unknown> & { readonly header: Header };

/** Of a manifest; and what an archive may hold before it was read. */
const LONGEST_MANIFEST = 4 * 2 ** 20;

/** Headers and padding of one file. */
const AROUND_A_FILE = 4 * 1024;

/** What is left over at the end of an archive. */
const AROUND_ALL = 64 * 1024;

/**
 * Unpacks an archive into a folder that nobody uses yet.
 *
 * @throws {BackupError} it is no backup of ours, or damaged. What was unpacked then is of no use.
 * @throws {TransportError} a file cannot be read or written.
 */
export async function readArchive(file: string, into: string): Promise<Manifest> {
  let room = LONGEST_MANIFEST + AROUND_ALL;
  const archive = extract();
  const flowing = pipeline(
    createReadStream(file),
    createGunzip(),
    (source: AsyncIterable<Uint8Array>) => limited(source, () => room),
    archive,
  );
  // Whatever ends the flow ends the loop too, with the same error.
  flowing.catch(() => {});
  try {
    let manifest: Manifest | undefined;
    const missing = new Map<string, FileEntry>();
    for await (const entry of archive) {
      if (!manifest) {
        manifest = await manifestIn(entry);
        for (const one of manifest.files) missing.set(one.path, one);
        const bytes = manifest.files.reduce((sum, one) => sum + one.bytes + AROUND_A_FILE, 0);
        room += bytes;
        continue;
      }
      const expected = missing.get(entry.header.name);
      if (!expected || entry.header.type !== 'file') throw foreign(entry);
      missing.delete(expected.path);
      await unpack(entry, expected, join(into, ...expected.path.split('/')));
    }
    await flowing;
    if (!manifest) throw new BackupError('there is no file in it');
    const [first] = missing.keys();
    if (first !== undefined) throw new BackupError(`${first} is missing in it`);
    return manifest;
  } catch (error) {
    archive.destroy();
    throw asBackupError(error, file);
  }
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  limit: () => number,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit()) throw new BackupError('it holds more than it says');
    yield chunk;
  }
}

async function manifestIn(entry: Entry): Promise<Manifest> {
  const { name, type, size } = entry.header;
  if (name !== MANIFEST || type !== 'file' || size > LONGEST_MANIFEST) {
    throw new BackupError(`it does not begin with ${MANIFEST}`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytesOf(entry)) chunks.push(chunk);
  const parsed = manifestSchema.safeParse(parsedJson(Buffer.concat(chunks).toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'all of it';
  throw new BackupError(`its ${MANIFEST} is none of this version (${where})`);
}

async function unpack(entry: Entry, { path, bytes, sha256 }: FileEntry, to: string): Promise<void> {
  const damaged = () => new BackupError(`${path} is damaged in it`);
  if (entry.header.size !== bytes) throw damaged();
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const file = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of bytesOf(entry)) {
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== sha256) throw damaged();
}

/** Archives are read in bytes. */
async function* bytesOf(entry: Entry): AsyncIterable<Uint8Array> {
  for await (const chunk of entry) if (chunk instanceof Uint8Array) yield chunk;
}

function foreign({ header: { name, type } }: Entry): BackupError {
  return new BackupError(`it holds what it does not name: ${JSON.stringify(name)} (${type})`);
}

/** Zlib and tar speak of bytes and streams when these are none of theirs; the system, of files. */
function asBackupError(error: unknown, file: string): Error {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') {
    return fileTrouble(file, 'read', error);
  }
  const isPlain = error instanceof BleError || (code !== undefined && /^E[A-Z]+$/.test(code));
  const words = isPlain
    ? errorText(error)
    : `it is no backup that bluebell made, or it is damaged (${errorText(error)})`;
  return new BackupError(`${file} cannot be put back: ${words}`, { cause: error });
}
