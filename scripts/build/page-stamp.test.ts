import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFresh, keepStamp } from './page-stamp.ts';
import { TOP } from './top.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluebell-stamp-'));
  writeFileSync(join(folder, 'index.html'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const SOURCE = join(TOP, 'packages/ble/src/core/hex.ts');

describe('a built page', () => {
  it('is fresh while its sources are as they were', () => {
    expect(isFresh(folder)).toBe(false);
    keepStamp(folder, [SOURCE]);
    expect(isFresh(folder)).toBe(true);
  });

  it('is not when one of them is another, gone or new, or when there is no page', () => {
    const source = join(folder, 'source.ts');
    writeFileSync(source, 'one');
    keepStamp(folder, [SOURCE, source]);
    expect(isFresh(folder)).toBe(true);
    writeFileSync(source, 'another');
    expect(isFresh(folder)).toBe(false);
    keepStamp(folder, [source]);
    rmSync(source);
    expect(isFresh(folder)).toBe(false);
    writeFileSync(source, 'another');
    keepStamp(folder, [source]);
    rmSync(join(folder, 'index.html'));
    expect(isFresh(folder)).toBe(false);
  });

  it('is not where what is kept of that is damaged', () => {
    keepStamp(folder, [SOURCE]);
    const path = join(folder, '.built-from.json');
    const text = readFileSync(path, 'utf8');
    for (const damaged of ['', '{', 'null', '{}', '[]', text.replace('"mark":"', '"mark":"x')]) {
      writeFileSync(path, damaged);
      expect(isFresh(folder)).toBe(false);
    }
  });

  it('knows nothing of packages that are installed: the lock says what they are', () => {
    keepStamp(folder, [SOURCE, join(TOP, 'node_modules/react/index.js')]);
    expect(readFileSync(join(folder, '.built-from.json'), 'utf8')).not.toContain('node_modules');
  });
});
