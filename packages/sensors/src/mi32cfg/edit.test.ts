import { describe, expect, it } from 'vitest';
import { changedEntry, compactMi32Text, linedMi32Text, newEntry } from './edit.ts';
import type { JsonNode } from './json-node.ts';
import { readJson } from './read-json.ts';

const VALUES = { MAC: 'A4C138A1B2C3', PID: '055b', key: '' };

describe('newEntry', () => {
  it("has Tasmota's order of members, and leaves out what there is not", () => {
    expect(compactMi32Text([newEntry(VALUES)])).toBe(
      '[{"MAC":"A4C138A1B2C3","PID":"055b","key":""}]',
    );
    expect(compactMi32Text([newEntry({ ...VALUES, name: '6" "', feat: 142 })])).toBe(
      '[{"MAC":"A4C138A1B2C3","PID":"055b","key":"","name":"6\\" \\"","feat":142}]',
    );
  });
});

describe('changedEntry', () => {
  it('keeps what nobody knows, and where members stand', () => {
    const old = '{"Alias":"x","PID":"0098","n":1e400,"MAC":"a4c138a1b2c3","name":"old"}';
    const changed = changedEntry(entryOf(old), { ...VALUES, name: 'new' });
    expect(compactMi32Text([changed])).toBe(
      '[{"Alias":"x","PID":"055b","n":1e400,"MAC":"A4C138A1B2C3","name":"new","key":""}]',
    );
    expect(compactMi32Text([changedEntry(entryOf(old), VALUES)])).not.toContain('name');
  });

  it('leaves one member of two with one name', () => {
    const changed = changedEntry(entryOf('{"MAC":"1","MAC":"2","PID":"3"}'), VALUES);
    expect(compactMi32Text([changed])).toBe('[{"MAC":"A4C138A1B2C3","PID":"055b","key":""}]');
  });
});

describe('linedMi32Text', () => {
  it('has one entry a line, and is JSON', () => {
    const text = linedMi32Text([newEntry(VALUES), newEntry(VALUES)]);
    expect(text.split('\n')).toHaveLength(5);
    expect(JSON.parse(text)).toHaveLength(2);
    expect(JSON.parse(linedMi32Text([]))).toEqual([]);
  });

  it('writes marks that turn the direction of text as escapes', () => {
    const name = 'a\u202eb';
    const text = linedMi32Text([newEntry({ ...VALUES, name })]);
    expect(text).toContain('a\\u202eb');
    expect(JSON.parse(text)).toMatchObject([{ name }]);
  });
});

function entryOf(text: string): Extract<JsonNode, { kind: 'object' }> {
  const read = readJson(text);
  if (read.kind !== 'json' || read.node.kind !== 'object') throw new Error('no object');
  return read.node;
}
