import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from './json-node.ts';
import { faultText, lineAndColumn, readJson } from './read-json.ts';

describe('readJson', () => {
  it.each([
    ['', "line 1, column 1: expected a value, such as '[', found the end of the text"],
    ['[1 2]', "line 1, column 4: expected ',' or ']', found a digit"],
    ['[\n  {"MAC" "A4"}]', "line 2, column 10: expected ':', found '\"'"],
    ['{"a":1 "b":2}', "line 1, column 8: expected ',' or '}', found '\"'"],
    [
      "{'a':1}",
      "line 1, column 2: expected a name in quotes or '}', found ''' (JSON takes \" alone)",
    ],
    ['[“a”]', "expected a value or ']', found '“' (a typographic quote: JSON takes \" alone)"],
    ['[1,]', "line 1, column 3: expected ']', found ',' before it (the last entry has no comma"],
    ['{"a":1,\n}', "line 1, column 7: expected '}', found ',' before it"],
    ['[1,,2]', "line 1, column 4: expected a value, found ','"],
    ['["a\nb"]', "line 1, column 4: expected the closing '\"', found the end of the line"],
    ['["a', "line 1, column 4: expected the closing '\"', found the end of the text"],
    ['["\\x"]', 'line 1, column 4: expected one of " \\ / b f n r t u, found a letter'],
    ['["\\u00g0"]', 'line 1, column 7: expected four hex digits, found a letter'],
    ['[tru]', "line 1, column 2: expected 'true', found a letter"],
    ['[1] x', 'line 1, column 5: expected the end of the text, found a letter'],
    ['[01]', "line 1, column 3: expected ',' or ']', found a digit"],
    ['[-]', "expected a value or ']', found '-'"],
    [
      '// list\n[]',
      "line 1, column 1: expected a value, such as '[', found '/' (JSON has no comments)",
    ],
    ['[\r\n1\r\n;]', "line 3, column 1: expected ',' or ']', found ';'"],
  ])('says line, column and what was expected: %j', (text, words) => {
    const read = readJson(text);
    expect(read.kind === 'fault' && faultText(read.fault)).toContain(words);
  });

  it('bounds depth and length', () => {
    const deep = readJson('['.repeat(1_000_000));
    expect(deep).toMatchObject({ kind: 'fault', fault: { expected: 'at most 256 levels' } });
    expect(readJson(`${'['.repeat(256)}${']'.repeat(256)}`).kind).toBe('json');
    const long = readJson('[1,2]', 4);
    expect(long).toMatchObject({ kind: 'fault', fault: { expected: 'at most 4 characters' } });
  });

  it('reads what JSON.parse reads, and writes it again', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const read = readJson(JSON.stringify(value, undefined, indent));
        expect(read.kind === 'json' && JSON.parse(jsonText(read.node))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses exactly what JSON.parse refuses, and its fault lies in the text', () => {
    const part = fc.constantFrom(...PARTS);
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const read = readJson(text);
        expect(read.kind === 'json').toBe(isJson(text));
        if (read.kind === 'fault') {
          expect(read.fault.offset).toBeLessThanOrEqual(text.length);
          const { line, column } = read.fault;
          expect(lineAndColumn(text, read.fault.offset)).toEqual({ line, column });
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps digits that no number holds, and members that stand twice', () => {
    const text = '{"a":1e999,"a":12345678901234567890,"__proto__":{}}';
    const read = readJson(text);
    expect(read.kind === 'json' && jsonText(read.node)).toBe(text);
  });
});

/** What JSON is made of, and what looks like it. */
const PARTS = String.raw`[ ] { } , : " \ a 1 - 0 . e null "a" \u12`
  .split(' ')
  .concat(' ', '\n', '\u2028', '\u00a0', '\0');

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
