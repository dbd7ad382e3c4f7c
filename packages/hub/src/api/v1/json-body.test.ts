import { describe, expect, it } from 'vitest';
import { readJson } from './json-body.ts';

describe('readJson', () => {
  it.each([['{"a":[1,-2.5e3,"x\\n",true,null]}'], ['[]'], [' "text" '], ['0']])(
    'reads %s as JSON.parse does',
    (text) => {
      expect(readJson(text)).toEqual({ kind: 'value', value: JSON.parse(text) });
    },
  );

  it.each([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{"a":1 "b":2}', 1, 8],
    ['[1,\n 2,\n oops]', 3, 2],
    ['[1,]', 1, 4],
    ['[1 2]', 1, 4],
    ["{'a':1}", 1, 2],
    ['{"a":1}}', 1, 8],
    ['"open', 1, 1],
    ['01', 1, 2],
    ['{"a":"tab\there"}', 1, 6],
    ['{1:2}', 1, 2],
    ['[}', 1, 2],
    ['nul', 1, 1],
  ])('tells where %j goes wrong', (text, line, column) => {
    expect(readJson(text)).toEqual({ kind: 'wrong', line, column });
  });

  it('ends for nesting without end, and soon', () => {
    expect(readJson('['.repeat(60_000)).kind).toBe('wrong');
    expect(readJson('{"a":'.repeat(10_000)).kind).toBe('wrong');
    expect(readJson(`"${'\\u00'.repeat(15_000)}`)).toMatchObject({ line: 1, column: 1 });
  });

  it('tells a place of every beginning of a text, and of no whole one', () => {
    const text = '{"a":[1,{"b":"c"},true],"d":null}';
    for (let end = 0; end < text.length; end++) {
      expect(readJson(text.slice(0, end)).kind).toBe('wrong');
    }
    expect(readJson(text).kind).toBe('value');
  });
});
