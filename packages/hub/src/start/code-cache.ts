// Code that V8 compiled, kept between starts: it is a third of what a start takes.

import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

const SUFFIX = '.code';

/** Length of the checksum before the code. */
const CHECKSUM = 4;

/** Who else may write such a file. */
const WRITABLE_BY_OTHERS = 0o022;

/** The compiled code of one bundle. Nothing here ever throws: without it, a start takes longer. */
export class CodeCache {
  readonly #folder: string;
  readonly #name: string;

  /** `id` changes with the bundle: V8 itself looks at no more than the length of the source. */
  constructor(folder: string, id: string) {
    this.#folder = folder;
    this.#name = `bluebell-${id}-${process.version}-${process.arch}${SUFFIX}`;
  }

  /** What was kept; `undefined` where there is nothing, or something that is not to be trusted. */
  read(): Buffer | undefined {
    try {
      const path = join(this.#folder, this.#name);
      if (!isOurs(path)) return undefined;
      const file = readFileSync(path);
      const code = file.subarray(CHECKSUM);
      // V8 runs what it is given: a disk that lost power must not decide what that is.
      return file.length > CHECKSUM && file.readUInt32LE() === crc32(code) ? code : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps code for the next start, and drops that of other versions. */
  write(code: Buffer): void {
    const path = join(this.#folder, this.#name);
    const draft = `${path}.${process.pid}`;
    const checksum = Buffer.alloc(CHECKSUM);
    checksum.writeUInt32LE(crc32(code));
    try {
      makeFolder(this.#folder);
      writeFileSync(draft, Buffer.concat([checksum, code]), { mode: 0o600, flag: 'wx' });
      chmodSync(draft, 0o600);
      renameSync(draft, path);
      for (const name of readdirSync(this.#folder)) {
        if (name.startsWith('bluebell-') && name.endsWith(SUFFIX) && name !== this.#name) {
          rmSync(join(this.#folder, name), { force: true });
        }
      }
    } catch {
      removeIfAny(draft);
    }
  }
}

/** `force` forgives that nothing is there, and not that the folder is a file or shut. */
function removeIfAny(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be removed was not written either.
  }
}

/** Whether a file is one that this user alone can have written. Windows has no such marks. */
function isOurs(path: string): boolean {
  const { uid, mode } = lstatSync(path);
  if (process.getuid === undefined) return true;
  return uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0;
}

/** The platform's own way tries for ever where a folder can neither be made nor is there, as under /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}
