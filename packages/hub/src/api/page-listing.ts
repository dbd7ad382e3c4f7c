// The files of the built page: only what stands in this list is ever opened.

import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { systemCode } from '../file-trouble.ts';

/** As what a file is sent, by the end of its name. What has another end is not sent. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  webp: 'image/webp',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

/** Ways in which the build wrote it smaller, the best first, and how such files end. */
export const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
export type Coding = (typeof CODINGS)[number][0];

/** More than a page of ours has: what is no page of ours is not read into memory. */
const MOST_FILES = 2_000;

/** A file of the page. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  /** Whether its name changes with what is in it. */
  readonly isHashed: boolean;
  readonly codings: readonly Coding[];
}

/** What is there, by address: `assets/index-4f3a.js`. */
export type PageListing = ReadonlyMap<string, PageFile>;

/** Lists a folder; `undefined` where no page is in it. */
export async function listPage(folder: string): Promise<PageListing | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifMissing);
  // Links are no files here: one may lead anywhere.
  const names = (entries ?? [])
    .slice(0, MOST_FILES)
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const all = new Set(names);
  const files = names.flatMap((name): [string, PageFile][] => {
    const type = TYPES[/\.(\w+)$/.exec(name)?.[1] ?? ''];
    if (type === undefined || /(?:^|\/)\./.test(name)) return [];
    const codings = CODINGS.filter(([, end]) => all.has(name + end)).map(([coding]) => coding);
    const isHashed = /^assets\/.*-[\w-]{8}\.\w+$/.test(name);
    return [[name, { path: join(folder, name), type, isHashed, codings }]];
  });
  const listing = new Map(files);
  return listing.has('index.html') ? listing : undefined;
}

/** What one build has, and another has not. */
export async function buildMark(folder: string): Promise<string> {
  const found = await lstat(join(folder, 'index.html')).catch(ifMissing);
  return found ? `${found.mtimeMs}:${found.ino}` : '';
}

/**
 * A file as it is sent. It is not kept: most are asked for once by each browser. `undefined` where it went away
 * since it was listed: the page was built anew.
 */
export async function readPart(file: PageFile, coding: Coding | undefined) {
  const end = CODINGS.find(([name]) => name === coding)?.[1] ?? '';
  const bytes = await readFile(file.path + end).catch(ifMissing);
  if (!bytes) return undefined;
  return {
    bytes,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}

function ifMissing(error: unknown): undefined {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined;
  throw error;
}
