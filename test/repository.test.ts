// What all packages must agree on, so that they install together, run without a build, and stay portable.

import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolders, readManifest, TOP } from './imports/repository.ts';

/** SHA-256 of the licence text as the Apache Software Foundation publishes it. */
const APACHE_2_0 = 'cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30';
/** A version, and no range of versions. */
const EXACT = /^\d+\.\d+\.\d+$/;
/** Packages that run in browsers: no types of Node are to be seen there. */
const PORTABLE = ['packages/ble', 'packages/sensors', 'packages/facades', 'packages/web'];

const top = readManifest('');

describe('the repository', () => {
  it('stands under the Apache License 2.0, word for word', () => {
    expect(createHash('sha256').update(text('LICENSE')).digest('hex')).toBe(APACHE_2_0);
    expect(top.license).toBe('Apache-2.0');
  });

  it('tells in the change log what is new in its version, or in the next', () => {
    expect(text('CHANGELOG.md')).toMatch(new RegExp(`^## (?:Unreleased|${top.version})`, 'm'));
  });

  it('pins its own tools', () => {
    for (const [name, version] of Object.entries(top.devDependencies ?? {})) {
      expect(version, name).toMatch(EXACT);
    }
  });

  it('names no place to download from, so that any registry serves', () => {
    expect(text('package-lock.json')).not.toMatch(/"resolved": "\w+:/);
  });
});

describe.each(packageFolders())('%s', (folder) => {
  const manifest = readManifest(folder);

  it('is named for its folder', () => {
    expect(manifest.name).toBe(folder.replace('packages/', '@bluebell/'));
  });

  it('has the licence, version and engines of the workspace', () => {
    const { license, version, engines } = top;
    expect(manifest).toMatchObject({ license, version, engines });
  });

  it('depends on its neighbours in this version, and on others exactly', () => {
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    const all = { ...dependencies, ...optionalDependencies, ...devDependencies };
    for (const [name, version] of Object.entries(all)) {
      expect(version, name).toMatch(EXACT);
      if (name.startsWith('@bluebell/')) expect(version, name).toBe(top.version);
    }
  });

  it('has a source for each entry, and a bundle for all that is installed', () => {
    for (const [entry, { source = '', default: bundle }] of Object.entries(
      manifest.exports ?? {},
    )) {
      expect(existsSync(join(TOP, folder, source)), `${entry}: ${source}`).toBe(true);
      const isForTests = source.endsWith('.contract.ts');
      const expected = source.replace(/^\.\/src\/(.+)\.ts$/, './dist/$1.js');
      // What has a command is installed for it, and is no library.
      expect(bundle, entry).toBe(isForTests || manifest.bin ? undefined : expected);
    }
  });

  it('asks those who install a command for nothing of its neighbours: they are in the bundle', () => {
    const asked = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    const neighbours = asked.filter((name) => name.startsWith('@bluebell/'));
    if (manifest.bin) expect(neighbours).toEqual([]);
  });

  it('has commands that start', () => {
    for (const file of Object.values(manifest.bin ?? {})) {
      expect(text(join(folder, file))).toMatch(/^#!\/usr\/bin\/env node\n/);
      expect(() => accessSync(join(TOP, folder, file), constants.X_OK)).not.toThrow();
    }
  });

  it('is type-checked, and where it runs in browsers, without the types of Node', () => {
    expect(top.scripts?.types).toContain(`tsc -p ${folder} `);
    const seesNode = /"types":\s*\[[^\]]*\bnode\b/.test(text(`${folder}/tsconfig.json`));
    expect(seesNode).toBe(!PORTABLE.includes(folder));
  });
});

function text(path: string): string {
  return readFileSync(join(TOP, path), 'utf8');
}
