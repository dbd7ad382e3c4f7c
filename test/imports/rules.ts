// Judges the imports of one file by a table of layers.

import { posix } from 'node:path';
import type { Package, Repository } from './repository.ts';
import { importsOf } from './specifiers.ts';

/** What the files of one layer may import besides each other. */
export interface Layer {
  /** Other layers. */
  readonly may: readonly string[];
  /** Layers of which it may import types, and nothing that runs. */
  readonly mayType?: readonly string[];
  /** Whether `node:` modules exist there. */
  readonly node?: boolean;
  /** Packages of others, by the beginning of their name: '' is whatever is declared as a dependency. */
  readonly npm?: string;
  /** Whether it may import what only running it can tell: runners of files that are checked themselves. */
  readonly computes?: boolean;
  /** Whether its files bring styles along. */
  readonly hasStyles?: boolean;
  /** Whether other layers of the same package reach it through its `index.ts` alone. */
  readonly hasFront?: boolean;
}

/**
 * Layers by name. `ble/core` stands for `packages/ble/src/core`, `sensors` for what is left of
 * `packages/sensors/src`; the names in `TOP_FOLDERS` are folders at the top.
 */
export type ImportTable = Readonly<Record<string, Layer>>;

/** Folders outside of `packages/`. Each is a layer of its own. */
export const TOP_FOLDERS: readonly string[] = ['bench', 'examples', 'scripts', 'test'];

/** One file and what stands in it. The path starts at the top of the repository. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

/** What only tests and contract suites have. */
const TEST_PACKAGES: readonly string[] = ['vitest', 'fast-check'];

/** Everything that the file imports against the table, as sentences that begin with its place. */
export function importFaults(
  file: SourceFile,
  table: ImportTable,
  repository: Repository,
): readonly string[] {
  const name = layerOf(file.path, table);
  const layer = name === undefined ? undefined : table[name];
  if (name === undefined || !layer) return [`${file.path}: stands in no layer of the table`];
  const judge = new Judge(file.path, name, layer, table, repository);
  const lang = file.path.endsWith('x') ? 'tsx' : 'ts';
  return importsOf(file.source, lang).flatMap((found) => {
    const fault = found.isReference
      ? 'a reference directive brings in types that the table cannot see'
      : judge.faultOf(found.specifier, found.isType);
    return fault === undefined ? [] : [`${file.path}:${found.line}: ${fault}`];
  });
}

/** The layers of a ring of imports that the table allows; `undefined` when it has none. */
export function cycleIn(table: ImportTable): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of table[name]?.may ?? []) {
      const cycle = follow(next, [...trail, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  return Object.keys(table)
    .map((name) => follow(name, []))
    .find((cycle) => cycle !== undefined);
}

/** The folder that a layer stands in. */
function folderOf(layer: string): string {
  if (TOP_FOLDERS.includes(layer)) return layer;
  const [pkg = '', ...rest] = layer.split('/');
  return ['packages', pkg, 'src', ...rest].join('/');
}

/** The innermost layer that holds a file. */
function layerOf(path: string, table: ImportTable): string | undefined {
  return Object.keys(table)
    .filter((layer) => path.startsWith(`${folderOf(layer)}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

class Judge {
  readonly #path: string;
  readonly #name: string;
  readonly #layer: Layer;
  readonly #table: ImportTable;
  readonly #repository: Repository;
  readonly #home: Package | undefined;
  readonly #isTest: boolean;

  constructor(
    path: string,
    name: string,
    layer: Layer,
    table: ImportTable,
    repository: Repository,
  ) {
    this.#path = path;
    this.#name = name;
    this.#layer = layer;
    this.#table = table;
    this.#repository = repository;
    this.#home = packageAt(path, repository);
    this.#isTest = isTestFile(path);
  }

  /** Says why a file may not import this; `undefined` where it may. */
  faultOf(specifier: string | undefined, isType = false): string | undefined {
    if (specifier === undefined) {
      return this.#layer.computes ? undefined : 'imports a name that is computed: write it out';
    }
    if (specifier.startsWith('.')) return this.#relative(specifier);
    if (specifier.startsWith('node:')) {
      return this.#layer.node || this.#isTest ? undefined : `'${specifier}': no Node here`;
    }
    const pkg = this.#repository.packages.find(
      ({ name }) => specifier === name || specifier.startsWith(`${name}/`),
    );
    return pkg ? this.#entry(specifier, pkg, isType) : this.#foreign(specifier);
  }

  #relative(specifier: string): string | undefined {
    const target = posix.join(posix.dirname(this.#path), specifier);
    // Where a program learns its version.
    if (this.#home && target === `${this.#home.folder}/package.json`) return undefined;
    // Styles are no code: the page is built with them.
    if (specifier.endsWith('.css') && this.#layer.hasStyles) return undefined;
    if (!/\.tsx?$/.test(specifier)) return `'${specifier}' does not end in .ts`;
    const home = this.#home ? `${this.#home.folder}/src/` : `${folderOf(this.#name)}/`;
    if (!target.startsWith(home)) {
      return `'${specifier}' leaves ${home}: import other packages by their entry`;
    }
    const layer = layerOf(target, this.#table);
    const needsFront = layer !== undefined && layer !== this.#name && this.#table[layer]?.hasFront;
    // What a layer's tests stand on, the tests of others may stand on, too.
    const isAid = this.#isTest && target.endsWith('.contract.ts');
    if (needsFront && !isAid && target !== `${folderOf(layer)}/index.ts`) {
      return `'${specifier}': only index.ts of ${layer} is public`;
    }
    return this.#layerFault(specifier, target);
  }

  #entry(specifier: string, pkg: Package, isType: boolean): string | undefined {
    if (pkg === this.#home) return `'${specifier}' is this package: import by relative path`;
    const target = pkg.entries[specifier];
    if (target === undefined) return `'${specifier}' is no entry in ${pkg.folder}/package.json`;
    if (this.#home && !this.#home.dependencies.includes(pkg.name)) {
      return `'${pkg.name}' is no dependency in ${this.#home.folder}/package.json`;
    }
    return this.#layerFault(specifier, target, isType);
  }

  #layerFault(specifier: string, target: string, isType = false): string | undefined {
    if (isTestFile(target) && !this.#isTest) return `'${specifier}' is for tests alone`;
    const layer = layerOf(target, this.#table);
    if (layer === undefined) return `'${specifier}' stands in no layer of the table`;
    const { may, mayType = [] } = this.#layer;
    if (layer === this.#name || may.includes(layer)) return undefined;
    if (isType && mayType.includes(layer)) return undefined;
    return `'${specifier}': ${this.#name} may not import ${layer}`;
  }

  #foreign(specifier: string): string | undefined {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    if (this.#isTest && TEST_PACKAGES.includes(name)) return undefined;
    const { npm } = this.#layer;
    if (npm === undefined || !name.startsWith(npm)) {
      return `'${specifier}': ${this.#name} takes ${npm ? `only ${npm}*` : 'nothing from npm'}`;
    }
    if (this.#declared().includes(name)) return undefined;
    return `'${name}' is no dependency in ${this.#home?.folder ?? '.'}/package.json`;
  }

  /** What npm has installed for this file: folders at the top see what packages depend on, too. */
  #declared(): readonly string[] {
    if (this.#home) return this.#home.dependencies;
    const { packages, devDependencies } = this.#repository;
    return [...devDependencies, ...packages.flatMap(({ dependencies }) => dependencies)];
  }
}

function packageAt(path: string, { packages }: Repository): Package | undefined {
  return packages.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** Test files, contract suites, and what they share in `test/`. */
function isTestFile(path: string): boolean {
  return /\.(?:test|contract)\.ts$/.test(path) || path.startsWith('test/');
}
