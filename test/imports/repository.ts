// The repository as the import rules see it: packages with their entries, and the files with imports.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `package.json` says of one package. Paths start at the top of the repository. */
export interface Package {
  readonly name: string;
  readonly folder: string;
  /** The source behind each entry: `@bluebell/ble/codec` is `packages/ble/src/codec/index.ts`. */
  readonly entries: Readonly<Record<string, string>>;
  readonly dependencies: readonly string[];
}

/** All packages, and what the top folder itself depends on. */
export interface Repository {
  readonly packages: readonly Package[];
  readonly devDependencies: readonly string[];
}

/** The members of `package.json` that this repository's tests look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The top of the repository, as an absolute path. */
export const TOP = fileURLToPath(new URL('../../', import.meta.url));

/** Reads one `package.json`; '' is the one at the top. */
export function readManifest(folder: string): Manifest {
  // The cast holds as far as npm's own rules for the file do; tests check what goes beyond them.
  return JSON.parse(readFileSync(join(TOP, folder, 'package.json'), 'utf8')) as Manifest;
}

/** The folders of the workspace's packages: `packages/ble` … */
export function packageFolders(): readonly string[] {
  return readdirSync(join(TOP, 'packages')).map((name) => `packages/${name}`);
}

export function readRepository(): Repository {
  return {
    packages: packageFolders().map((folder) => packageOf(folder, readManifest(folder))),
    devDependencies: Object.keys(readManifest('').devDependencies ?? {}),
  };
}

function packageOf(folder: string, manifest: Manifest): Package {
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, conditions]) =>
    conditions.source === undefined
      ? []
      : [[posix.join(manifest.name, entry), posix.join(folder, conditions.source)] as const],
  );
  return {
    name: manifest.name,
    folder,
    entries: Object.fromEntries(entries),
    dependencies: Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      // A program bundles what it needs, and so does the page: nobody installs that again.
      ...((manifest.bin ?? manifest.private) && manifest.devDependencies),
    }),
  };
}

/** The TypeScript files below a folder; none where there is no such folder. */
export function sourcesIn(folder: string): readonly string[] {
  return listing(folder)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => posix.join(folder, name))
    .toSorted();
}

function listing(folder: string): readonly string[] {
  try {
    return readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
