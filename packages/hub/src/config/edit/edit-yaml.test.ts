import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConfigText } from '../default-config.ts';
import { readYaml } from '../read-yaml.ts';
import { editYaml, type SettingChange } from './edit-yaml.ts';
import { expectedAfter, isSame, plainOf } from './meaning.ts';

const ADDRESS = 'A4:C1:38:00:00:01';

describe('editYaml, on a value that is there', () => {
  it.each<[string, string, SettingChange['value'], string]>([
    ['a: 1 # why\nb: 2\n', 'a', 3, 'a: 3 # why\nb: 2\n'],
    ['a:    1\n\n\nb: 2', 'a', 'x', 'a:    x\n\n\nb: 2'],
    ["a: 'one'\n", 'a', "it's", "a: 'it''s'\n"],
    ['a: "one" # "1"\n', 'a', 'two "2"', 'a: "two \\"2\\"" # "1"\n'],
    ['a: { b: 1, c: [x,y] }\n', 'a.b', 'p, q', 'a: { b: "p, q", c: [x,y] }\n'],
    ['a: &x !secret pw # hidden\nb: 2\n', 'a', 'word', 'a: word # hidden\nb: 2\n'],
    ['a: |\n  long\n  text\nb: 2\n', 'a', 'short', 'a: short\nb: 2\n'],
    ['a:\n  - x # one\n  - y\nb: 2\n', 'a', ['p', 'q: r'], 'a:\n  - p\n  - "q: r"\nb: 2\n'],
    ['a: [x]\n', 'a', [], 'a: []\n'],
    ['a: # nothing yet\nb: 2\n', 'a', true, 'a: true # nothing yet\nb: 2\n'],
    ['a: ~ # nothing\n', 'a', 5, 'a: 5 # nothing\n'],
    ['a:\r\n  b: 1\r\nc: 2\r\n', 'a.b', 7, 'a:\r\n  b: 7\r\nc: 2\r\n'],
    ['a: 1', 'a', 'null', 'a: "null"'],
    ['a: 1', 'a', '0012', 'a: "0012"'],
    ['a: 1', 'a', 'line\nbreak', 'a: "line\\nbreak"'],
  ])('%j %s = %j', (text, path, value, expected) => {
    expect(editYaml(text, { path: path.split('.'), value })).toBe(expected);
  });
});

describe('editYaml, on a value that is not there', () => {
  it.each<[string, string, SettingChange['value'], string]>([
    ['', 'a.b', 1, 'a:\n  b: 1\n'],
    ['# words\n', 'a', 1, '# words\na: 1\n'],
    ['a: 1', 'b', 2, 'a: 1\nb: 2\n'],
    ['a:\n    b: 1 # x\n# tail\nc: 3\n', 'a.d', 2, 'a:\n    b: 1 # x\n    d: 2\n# tail\nc: 3\n'],
    ['a:\n    b: 1\n', 'c.d', 2, 'a:\n    b: 1\nc:\n    d: 2\n'],
    ['a: { b: 1 }\n', 'a.c.d', 2, 'a: { b: 1, c: { d: 2 } }\n'],
    ['{ a: { b: 1, } }', 'a.c', 2, '{ a: { b: 1, c: 2, } }'],
    ['a: {} # none\nc: 3\n', 'a.b', 1, 'a: # none\n  b: 1\nc: 3\n'],
    ['{ a: {} }', 'a.b', 1, '{ a: { b: 1 } }'],
    ['a:\nc: 3\n', 'a.b', 1, 'a:\n  b: 1\nc: 3\n'],
    ['a: 1\n\nb: 2\n', 'c', 3, 'a: 1\n\nb: 2\n\nc: 3\n'],
    ['a:\r\n  b: 1\r\n', 'a.c', 2, 'a:\r\n  b: 1\r\n  c: 2\r\n'],
  ])('%j %s = %j', (text, path, value, expected) => {
    expect(editYaml(text, { path: path.split('.'), value })).toBe(expected);
  });

  it('takes the # away where the default file has the setting as a comment', () => {
    const text = defaultConfigText();
    const edited = editYaml(text, { path: ['mqtt', 'url'], value: 'mqtt://h' }) ?? '';
    expect(linesThatDiffer(text, edited)).toEqual([
      ['#mqtt:', 'mqtt:'],
      ['#  url: mqtt://192.168.1.2:1883', '  url: mqtt://h'],
    ]);
    const more = editYaml(edited, { path: ['mqtt', 'base'], value: 'attic' }) ?? '';
    expect(linesThatDiffer(edited, more)).toEqual([['#  base: bluebell', '  base: attic']]);
  });

  it('puts a device of its own above the example of the default file', () => {
    const path = ['devices', 'A4:C1:38:00:00:02', 'name'];
    const edited = editYaml(defaultConfigText(), { path, value: 'hall' }) ?? '';
    expect(edited).toContain(`\ndevices:\n  A4:C1:38:00:00:02:\n    name: hall\n#  ${ADDRESS}:\n`);
  });
});

describe('editYaml, taking things out', () => {
  it.each([
    ['a: 1 # x\n# about b\nb: 2\n', 'a', '# about b\nb: 2\n'],
    ['a:\n  b: 1\n  c: 2\nd: 3\n', 'a.b', 'a:\n  c: 2\nd: 3\n'],
    ['a:\n  b:\n    c: 1\n    d: |\n      x\ne: 3', 'a.b', 'a:\ne: 3'],
    ['a: { b: 1, c: 2, d: 3 }\n', 'a.b', 'a: { c: 2, d: 3 }\n'],
    ['a: { b: 1, c: 2, d: 3 }\n', 'a.d', 'a: { b: 1, c: 2 }\n'],
    ['a: { b: 1 }\n', 'a.b', 'a: {  }\n'],
    ['a:\n  b: { c: 1 } # x\n  d: 2\n', 'a.b.c', 'a:\n  d: 2\n'],
    ['a:\n  b: { c: 1, d: 2 }\n', 'a.b.c', 'a:\n  b: { d: 2 }\n'],
    ['a:\n  # b\n  b:\n    c: 1\nd: 2\n', 'a.b.c', 'a:\n  # b\nd: 2\n'],
    ['a:\n  b: # why\n    c: 1\n', 'a.b.c', 'a:\n  b: # why\n'],
    ['a: { b: { c: { d: 1 } } }\n', 'a.b.c.d', 'a: {  }\n'],
    ['a: 1\n', 'b.c', 'a: 1\n'],
  ])('%j without %s', (text, path, expected) => {
    expect(editYaml(text, { path: path.split('.'), value: undefined })).toBe(expected);
  });
});

describe('editYaml, where aliases point to what changes', () => {
  it.each<[string, string, string, SettingChange['value'], string]>([
    ['a value', 'a: &x one\nb: *x\n', 'a', 'two', 'a: two\nb: one\n'],
    ['the alias itself', 'a: &x one\nb: *x # x\n', 'b', 'two', 'a: &x one\nb: two # x\n'],
    [
      'a group around it',
      'a: &x\n  n: 1\n  s: !secret pw\nb: *x\n',
      'a.n',
      2,
      'a: &x\n  n: 2\n  s: !secret pw\nb: { n: 1, s: !secret pw }\n',
    ],
    [
      'a group through an alias',
      'a: &x { n: 1 }\nb: *x\n',
      'b.n',
      2,
      'a: &x { n: 1 }\nb: { n: 2 }\n',
    ],
    ['what goes', 'a: &x one\nb: *x\n', 'a', undefined, 'b: one\n'],
  ])('changes nothing else: %s', (_, text, path, value, expected) => {
    expect(editYaml(text, { path: path.split('.'), value })).toBe(expected);
  });

  it('gives up on aliases that would fill the memory', () => {
    const bomb = ['a0: &a0 { n: 1 }'];
    for (let i = 1; i < 10; i++) {
      bomb.push(`a${i}: &a${i} { p: *a${i - 1}, q: *a${i - 1}, r: *a${i - 1} }`);
    }
    expect(editYaml(bomb.join('\n'), { path: ['a9', 'n'], value: 'x' })).toBeUndefined();
  });
});

describe('editYaml, on any text', () => {
  const name = fc.constantFrom('a', 'b', ADDRESS, 'x y', '#c', '12', 'null', "it's");
  const scalar = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('yes', '~', 'a: b', '- x', '!secret x', '*x', '&x', '%', '@', '`', '|'),
    fc.integer(),
    fc.boolean(),
  );
  const group = fc.dictionary(name, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })));
  const root = fc.dictionary(name, fc.oneof(scalar, group, fc.dictionary(name, group)));

  it('means what was there and the change, or is left alone', () => {
    fc.assert(
      fc.property(
        root,
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.constant(undefined)),
        fc.constantFrom(0, 1, 2),
        (value, path, next, indent) => {
          const text = JSON.stringify(value, null, indent);
          const edited = editYaml(text, { path, value: next });
          const before = readYaml(text, '');
          if (edited === undefined) {
            // There is text, or a list, where a group would have to be.
            expect(before.isBroken || path.length > 1).toBe(true);
            return;
          }
          const after = readYaml(edited, '');
          expect(after.problems).toEqual([]);
          const wanted = expectedAfter(plainOf(before.written), path, next);
          expect(isSame(plainOf(after.written), wanted)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leaves a text that is no YAML alone', () => {
    for (const text of ['a: [', 'a: b: c', '\t- x', '[[[['.repeat(100)]) {
      expect(editYaml(text, { path: ['a'], value: 1 })).toBeUndefined();
    }
  });
});

function linesThatDiffer(before: string, after: string): unknown[] {
  const now = after.split('\n');
  return before.split('\n').flatMap((line, i) => (line === now[i] ? [] : [[line, now[i]]]));
}
