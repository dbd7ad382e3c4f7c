// Builds the dashboard, and writes each of its files smaller too, as browsers take them.

import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { notices } from './notices.ts';
import { isFresh, keepStamp } from './page-stamp.ts';
import { packagesOf, TOP } from './program.ts';

const WEB = join(TOP, 'packages/web');

/** Where it is in the sources; the hub finds it there. */
export const PAGE = join(WEB, 'dist');

/** What gets smaller. Pictures are as small as they get. */
const TEXT = /\.(?:html|js|css|json|webmanifest|svg|txt)$/;

/** What is smaller than a packet of the network gains nothing. */
const SMALLEST = 512;

/** Takes the built page, made fresh where it has to be, to another folder. */
export async function copyPage(folder: string): Promise<void> {
  if (!isFresh(PAGE)) await buildPage();
  await rm(folder, { recursive: true, force: true });
  await cp(PAGE, folder, { recursive: true, filter: (path) => !/[/\\]\.[^/\\]*$/.test(path) });
}

/** Builds it anew. Whoever reads it meanwhile finds the old one, or the new one. */
export async function buildPage(): Promise<void> {
  // Only who builds needs it, and loading it takes as long as a hub takes to start.
  const { build } = await import('vite');
  const fresh = `${PAGE}.${process.pid}`;
  const sources = new Set<string>();
  const surroundings = process.env.NODE_ENV;
  // Under a test runner it would be another: twice as large, and without its worker.
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(WEB, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: fresh, emptyOutDir: true },
      plugins: [noteSources(sources)],
    });
    const packages = packagesOf([...sources].map((path) => relative(TOP, path)));
    await writeFile(join(fresh, 'THIRD-PARTY.txt'), await notices(TOP, packages));
    await compress(fresh);
    keepStamp(fresh, [...sources]);
    await replace(fresh);
  } finally {
    if (surroundings === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = surroundings;
    await rm(fresh, { recursive: true, force: true });
  }
}

/** How much there is of it, for people. */
export async function sizesOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => TEXT.test(name));
  const parts = await Promise.all(
    names.map(async (name) => {
      const [bytes = 0, zipped = bytes, brotlied = zipped] = await Promise.all(
        ['', '.gz', '.br'].map((end) => sizeOf(join(folder, name + end))),
      );
      return { name, bytes, zipped, brotlied };
    }),
  );
  const rows = parts
    .toSorted((a, b) => b.brotlied - a.brotlied)
    .map((part) => `  ${part.name}: ${part.bytes}, ${part.zipped} gzip, ${part.brotlied} brotli`);
  const all = parts.reduce((sum, { brotlied }) => sum + brotlied, 0);
  return [`${(all / 1000).toFixed(0)} kB by brotli; bytes of each:`, ...rows].join('\n');
}

/** `undefined` where there is no such file. */
async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.size;
}

function noteSources(sources: Set<string>): Plugin {
  return {
    name: 'note-sources',
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const path = id.replace(/[?#].*$/, '');
        if (path.startsWith(TOP)) sources.add(path);
      }
    },
  };
}

async function compress(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => TEXT.test(name));
  await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const bytes = await readFile(path);
      if (bytes.length < SMALLEST) return;
      await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      };
      await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
    }),
  );
}

async function replace(fresh: string): Promise<void> {
  const old = `${fresh}.old`;
  await mkdir(PAGE, { recursive: true });
  await rename(PAGE, old);
  try {
    await rename(fresh, PAGE);
  } catch (error) {
    // Another process built it meanwhile, from the same sources.
    if (!isFresh(PAGE)) throw error;
  }
  await rm(old, { recursive: true, force: true });
}
