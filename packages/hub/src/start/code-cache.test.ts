import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CodeCache } from './code-cache.ts';
import { loadBundle } from './run-bundle.ts';

const top = mkdtempSync(join(tmpdir(), 'bluebell-code-'));

afterAll(() => rmSync(top, { recursive: true }));

const CODE = Buffer.from('compiled');

describe('CodeCache', () => {
  it('gives back what was written, to its owner alone, and drops what is of another version', () => {
    const folder = join(top, 'deep', 'own');
    new CodeCache(folder, 'old').write(CODE);
    const cache = new CodeCache(folder, 'new');
    expect(cache.read()).toBeUndefined();
    cache.write(CODE);
    expect(cache.read()).toEqual(CODE);
    const names = readdirSync(folder);
    expect(names).toEqual([expect.stringContaining('-new-')]);
    expect(statSync(join(folder, names.join())).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['cut short', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
    ['empty', (path: string) => writeFileSync(path, '')],
    [
      'changed in one bit',
      (path: string) => {
        const file = readFileSync(path);
        file.writeUInt8(file.readUInt8(6) ^ 1, 6);
        writeFileSync(path, file);
      },
    ],
    ['writable by others', (path: string) => chmodSync(path, 0o622)],
    [
      'a link to elsewhere',
      (path: string) => {
        writeFileSync(`${path}.real`, readFileSync(path));
        rmSync(path);
        symlinkSync(`${path}.real`, path);
      },
    ],
  ])('gives nothing of a file that is %s', (_, spoil) => {
    const folder = mkdtempSync(join(top, 'spoilt-'));
    const cache = new CodeCache(folder, 'x');
    cache.write(CODE);
    spoil(join(folder, readdirSync(folder).join()));
    expect(cache.read()).toBeUndefined();
  });

  it('does without where nothing can be written', () => {
    const cache = new CodeCache('/proc/nowhere', 'x');
    cache.write(CODE);
    expect(cache.read()).toBeUndefined();
  });

  it('does without where the folder is a file', () => {
    const file = join(top, 'file');
    writeFileSync(file, '');
    const cache = new CodeCache(file, 'x');
    expect(() => cache.write(CODE)).not.toThrow();
    expect(cache.read()).toBeUndefined();
  });
});

describe('loadBundle', () => {
  it('runs a bundle, and takes what an earlier start compiled', async () => {
    const file = join(top, 'bundle.cjs');
    writeFileSync(
      file,
      inFunction(
        "exports.main = async () => [require('node:path').basename(__filename), typeof module];",
      ),
    );
    const cache = new CodeCache(join(top, 'bundle'), 'id');
    const first = loadBundle(file, cache);
    expect(first.isFromCache).toBe(false);
    first.keepCode();
    const second = loadBundle(file, cache);
    expect(second.isFromCache).toBe(true);
    expect(await second.bundle.main()).toEqual(['bundle.cjs', 'object']);
  });

  it('runs it all the same where the compiled code is of another kind', async () => {
    const file = join(top, 'other.cjs');
    writeFileSync(file, inFunction('exports.main = async () => 7;'));
    const cache = new CodeCache(join(top, 'other'), 'id');
    cache.write(Buffer.alloc(100, 1));
    const { bundle, isFromCache } = loadBundle(file, cache);
    expect(isFromCache).toBe(false);
    expect(await bundle.main()).toBe(7);
  });
});

/** As the build does it. */
function inFunction(body: string): string {
  return `(function (exports, require, module, __filename, __dirname) {\n${body}\n})`;
}
