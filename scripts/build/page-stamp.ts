// What a page was built from: so that it is built anew when that changed, and not otherwise.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { TOP } from './top.ts';

const WEB = join(TOP, 'packages/web');

/** Hidden, so that it is neither sent to browsers nor packed. */
const STAMP = '.built-from.json';

/** What is no source of the page, though it stands among them. */
const OTHERS = /(?:^|\/)(?:dist|node_modules)(?:[./]|$)|\.(?:test|contract)\.tsx?$|(?:^|\/)\./;

interface Stamp {
  /** Sources in other packages, by the top of the repository. */
  readonly files: readonly string[];
  readonly mark: string;
}

/** Whether the page in a folder is of the sources as they are: a look at names, sizes and times. */
export function isFresh(folder: string): boolean {
  const stamp = readStamp(folder);
  return stamp !== undefined && markOf(stamp.files) === stamp.mark;
}

/** Keeps what a page was built from. @param sources absolute paths, those of installed packages too. */
export function keepStamp(folder: string, sources: readonly string[]): void {
  const files = sources
    .map((path) => relative(TOP, path).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/') && !path.startsWith('packages/web/'))
    .toSorted();
  const stamp: Stamp = { files, mark: markOf(files) };
  writeFileSync(join(folder, STAMP), `${JSON.stringify(stamp)}\n`);
}

function readStamp(folder: string): Stamp | undefined {
  try {
    statSync(join(folder, 'index.html'));
    // The cast holds: only `keepStamp` writes there, and what is damaged does not fit.
    const stamp = JSON.parse(readFileSync(join(folder, STAMP), 'utf8')) as Partial<Stamp> | null;
    const { files, mark } = stamp ?? {};
    return Array.isArray(files) && typeof mark === 'string' ? { files, mark } : undefined;
  } catch {
    return undefined;
  }
}

/** Installed packages are as the lock says. */
function markOf(files: readonly string[]): string {
  const own = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !OTHERS.test(path))
    .map((path) => `packages/web/${path}`);
  const hash = createHash('sha256');
  for (const path of [...own, ...files, 'package-lock.json'].toSorted()) {
    const found = statSync(join(TOP, path), { throwIfNoEntry: false });
    if (found?.isDirectory()) continue;
    hash.update(`${path}\n${found?.size}\n${found?.mtimeMs}\n`);
  }
  return hash.digest('base64url');
}
