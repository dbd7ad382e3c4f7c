import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringUpToDate, type Schema, versionOf } from './schema.ts';
import { Sql, StorageError } from './sql.ts';

const FIRST: Schema = { steps: ['CREATE TABLE names (name TEXT)'] };
const SECOND: Schema = {
  steps: [...FIRST.steps, "ALTER TABLE names ADD COLUMN room TEXT DEFAULT 'hall'"],
};

let folder = '';
let path = '';
let sql: Sql;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluebell-schema-'));
  path = join(folder, 'some.db');
  sql = Sql.open(path);
});
afterEach(() => {
  sql.close();
  rmSync(folder, { recursive: true });
});

describe('bringUpToDate', () => {
  it('makes all tables where there are none, and notes their version', () => {
    bringUpToDate(sql, SECOND);
    expect(versionOf(sql)).toBe(2);
    expect(sql.rows('SELECT name, room FROM names')).toEqual([]);
  });

  it('takes the steps that are missing, keeps what is there, and a copy of how it was', () => {
    bringUpToDate(sql, FIRST);
    sql.run("INSERT INTO names VALUES ('kitchen')");
    bringUpToDate(sql, SECOND);
    expect(sql.rows('SELECT name, room FROM names')).toEqual([['kitchen', 'hall']]);

    const copy = Sql.open(`${path}.version-1`);
    expect(versionOf(copy)).toBe(1);
    expect(copy.rows('SELECT * FROM names')).toEqual([['kitchen']]);
    copy.close();
  });

  it('does nothing where all is as it should be', () => {
    bringUpToDate(sql, FIRST);
    bringUpToDate(sql, FIRST);
    expect(existsSync(`${path}.version-1`)).toBe(false);
  });

  it('leaves a database as it was where a step fails', () => {
    bringUpToDate(sql, FIRST);
    const broken = { steps: [...SECOND.steps, 'CREATE TABLE names (again TEXT)'] };
    expect(() => bringUpToDate(sql, broken)).toThrow(StorageError);
    expect(versionOf(sql)).toBe(1);
    expect(() => sql.rows('SELECT room FROM names')).toThrow('no such column');
  });

  it('refuses the tables of a newer bluebell, and says what can be done', () => {
    bringUpToDate(sql, SECOND);
    expect(() => bringUpToDate(sql, FIRST)).toThrow(
      'some.db was written by a newer bluebell (version 2 of its tables, this one knows 1): use that one, restore a backup made before, or move some.db away to begin anew',
    );
  });
});
