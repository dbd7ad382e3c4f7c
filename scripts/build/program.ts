// Makes one bundle of the program and all that it needs, which starts without a TypeScript loader.

import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { notices } from './notices.ts';
import { TOP } from './top.ts';

/** Packages with parts that are no JavaScript: whoever installs the program installs these too. */
export const NOT_BUNDLED = ['libsql', 'serialport', '@stoprocent/bluetooth-hci-socket'] as const;

/** What was built. */
export interface Built {
  /** Size of the bundle. */
  readonly bytes: number;
  /** Folders of the packages that went into it, by the top of the repository. */
  readonly packages: readonly string[];
}

export { TOP } from './top.ts';

const START = join(TOP, 'packages/hub/src/start');

/** For both files. */
const COMMON = {
  absWorkingDir: TOP,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/** Builds it into a folder, which is emptied first. */
export async function buildProgram(folder: string): Promise<Built> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    ...COMMON,
    entryPoints: { bluebell: join(START, 'bundled.ts') },
    entryNames: '[name]-[hash]',
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    // In one script, V8 can take the code that it compiled at an earlier start.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    external: [...NOT_BUNDLED],
    // What Node puts around a CommonJS module: so the file is compiled as it is read.
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    charset: 'ascii',
    // Names and lines stay, for traces; blanks would be a third of what a hub keeps in memory of it.
    minifyWhitespace: true,
    lineLimit: 120,
    // Five copies, in four versions, of what Node has built in.
    alias: { 'readable-stream': 'node:stream' },
    // For files that lie beside it; in the sources, modules know their place themselves.
    define: { BUNDLE_FOLDER: '__dirname' },
    logOverride: { 'empty-import-meta': 'silent' },
    metafile: true,
  });
  const [[file, { bytes }] = ['', { bytes: 0 }]] = Object.entries(metafile.outputs);
  await build({
    ...COMMON,
    entryPoints: { main: join(START, 'installed.ts') },
    outdir: folder,
    format: 'esm',
    define: { BUNDLE_FILE: JSON.stringify(basename(file)) },
  });
  const packages = packagesOf(Object.keys(metafile.inputs));
  await writeFile(join(folder, 'THIRD-PARTY.txt'), await notices(TOP, packages));
  await copyFile(join(TOP, 'LICENSE'), join(folder, 'LICENSE'));
  return { bytes, packages };
}

/** The folders of the packages that files are of, each once, those of this repository left out. */
export function packagesOf(files: readonly string[]): readonly string[] {
  const found = files.flatMap((file) => {
    const path = relative(TOP, join(TOP, file));
    return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  });
  return [...new Set(found)].toSorted();
}
