import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from './config-error.ts';
import { readYaml, YAML_LIMIT } from './read-yaml.ts';
import { sourceAt, type Written, writtenAt } from './written.ts';

describe('readYaml', () => {
  it('keeps every scalar as the text that was written', () => {
    const { written, problems } = readYaml(
      'key: 00112233445566778899001122334455\nport: 0x10\nname: yes\nlist: [1.50, "2"]\n',
      'c.yaml',
    );
    expect(problems).toEqual([]);
    expect(plain(written)).toEqual({
      key: '00112233445566778899001122334455',
      port: '0x10',
      name: 'yes',
      list: ['1.50', '2'],
    });
  });

  it('knows the line and column of everything', () => {
    const { written } = readYaml('a:\n  b: 1\n  c:\n    - x\n    - y\n', 'c.yaml');
    expect(sourceAt(written, ['a', 'b'])).toEqual({
      kind: 'file',
      file: 'c.yaml',
      line: 2,
      column: 6,
    });
    expect(sourceAt(written, ['a', 'c', 1])).toMatchObject({ line: 5, column: 7 });
    expect(sourceAt(written, ['a', 'd', 'e'])).toMatchObject({ line: 2, column: 3 });
  });

  it('takes an empty value for nothing, and quotes for an empty text', () => {
    const { written } = readYaml('a:\nb: ~\nc: null\nd: ""\n', 'c.yaml');
    expect(plain(written)).toEqual({ a: undefined, b: undefined, c: undefined, d: '' });
  });

  it('reads an address as a name', () => {
    const { written } = readYaml('A4:C1:38:00:00:01: { name: x }\n001122334455: {}\n', 'c.yaml');
    expect(plain(written)).toEqual({ 'A4:C1:38:00:00:01': { name: 'x' }, '001122334455': {} });
  });

  it('follows aliases', () => {
    const { written, problems } = readYaml('a: &x [1, 2]\nb: *x\n', 'c.yaml');
    expect(problems).toEqual([]);
    expect(plain(written)).toEqual({ a: ['1', '2'], b: ['1', '2'] });
  });

  it.each([
    ['a: 1\nb: 2\na: 3\n', 'c.yaml:3:1 a: stands here twice'],
    ['a:\n\tb: 1\n', 'c.yaml:2:1: YAML is indented with spaces, not with tabs'],
    ['a: [1, 2\nb: 3\n', 'c.yaml:2:1: '],
    ['a: b: c\n', 'c.yaml:1:4: '],
    ['a: !foo x\n', "c.yaml:1:4: only one tag is known here: '!secret name'"],
    ['a: 1\n---\nb: 2\n', "c.yaml:2:1: only one YAML document may be here: remove the line '---'"],
    ['a: "\\q"\n', 'c.yaml:1:5: a backslash in double quotes means something in YAML'],
    ['? [1]\n: 2\n', 'c.yaml:1:3: '],
    ['__proto__: 1\n', 'c.yaml:1:1 __proto__: cannot be a name'],
    ['a: *nobody\n', 'c.yaml:1:4'],
    ['a: &x [*x]\n', 'c.yaml:1:8'],
    ['a: !secret x\n', 'c.yaml:1:12 a: no !secret may stand here'],
  ])('names place and trouble of %j', (text, line) => {
    const { problems } = readYaml(text, 'c.yaml');
    expect(problems.map(formatProblem).join('\n')).toContain(line);
  });

  it('never echoes what stands in the file', () => {
    for (const text of [
      'key: "0011aaSECRET\n',
      'a: 1\n0011aaSECRET\nb: 2\n',
      'a: [x]] 0011aaSECRET\n',
      'a: "\\q0011aaSECRET"\n',
      'a: | 0011aaSECRET\n x\n',
      'a: @0011aaSECRET\n',
    ]) {
      const { problems } = readYaml(text, 'c.yaml');
      expect(problems.length, text).toBeGreaterThan(0);
      expect(problems.map(formatProblem).join(), text).not.toContain('SECRET');
    }
  });

  it('refuses what is too large', () => {
    const { isBroken, problems } = readYaml('#'.repeat(YAML_LIMIT + 1), 'c.yaml');
    expect(isBroken).toBe(true);
    expect(problems.map(formatProblem)).toEqual([
      'c.yaml: is larger than 256 KiB: this is no configuration of bluebell',
    ]);
  });

  it.each([
    ['aliases of aliases', billionLaughs()],
    ['brackets', '['.repeat(50_000)],
    ['braces', '{a: '.repeat(20_000)],
    ['dashes', '- '.repeat(20_000)],
    ['groups', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['many values', `[${'1,'.repeat(60_000)}]`],
  ])('refuses a bomb of %s, in one problem or a few', (_, text) => {
    const { problems } = readYaml(text, 'c.yaml');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(5);
  });

  it('takes thousands of names in little time', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `name${i}: x`).join('\n');
    expect(readYaml(text, 'c.yaml').problems).toEqual([]);
  });

  it('never throws', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        'a: ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        '&a ',
        '*a',
        '!secret ',
        '"',
        "'",
      ),
      fc.constantFrom(
        '|',
        '>',
        '? ',
        ': ',
        '#',
        '---\n',
        '%YAML 1.1\n',
        '<<: ',
        '!!int ',
        '~',
        '\t',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { written, problems } = readYaml(pieces.join(''), 'c.yaml');
        expect(written.kind).toBeTypeOf('string');
        expect(problems.map(formatProblem)).toBeInstanceOf(Array);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('writtenAt', () => {
  it('finds nothing where nothing stands', () => {
    const { written } = readYaml('a: [x]\n', 'c.yaml');
    expect(writtenAt(written, ['a', 1])).toBeUndefined();
    expect(writtenAt(written, ['a', 0, 'b'])).toBeUndefined();
    expect(writtenAt(written, ['toString'])).toBeUndefined();
  });
});

/** Nine levels of nine aliases each: nine to the ninth power of values. */
function billionLaughs(): string {
  const lines = ['a0: &a0 [x]'];
  for (let i = 1; i < 10; i++) lines.push(`a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
  return lines.join('\n');
}

function plain(written: Written): unknown {
  if (written.kind === 'text') return written.text;
  if (written.kind === 'list') return written.items.map(plain);
  if (written.kind === 'nothing') return undefined;
  return Object.fromEntries([...written.entries].map(([name, { value }]) => [name, plain(value)]));
}
