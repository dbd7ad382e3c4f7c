// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources read here hold substitutions.

import { describe, expect, it } from 'vitest';
import { importsOf } from './specifiers.ts';

/** A source, and what it imports; `undefined` where that is computed. */
const FOUND: readonly (readonly [source: string, ...specifiers: (string | undefined)[]])[] = [
  [`import { a } from './a.ts';`, './a.ts'],
  [`import a, { type B } from "./a.ts"`, './a.ts'],
  [`import * as a from './a.ts';`, './a.ts'],
  [`import type { A } from './a.ts';`, './a.ts'],
  [`import './a.ts';`, './a.ts'],
  [`import {\n  a,\n  b as c, // from 'no.ts'\n} from './a.ts';`, './a.ts'],
  [`export * from './a.ts';`, './a.ts'],
  [`export * as a from './a.ts';`, './a.ts'],
  [`export type * from './a.ts';`, './a.ts'],
  [`export { a, type B } from './a.ts';`, './a.ts'],
  [`export type { A } from './a.ts';`, './a.ts'],
  [`const a = await import('./a.ts');`, './a.ts'],
  [`let a: import('./a.ts').A;`, './a.ts'],
  [`type A = typeof import('./a.ts');`, './a.ts'],
  [`type A = import('./a.ts', { with: { 'resolution-mode': 'import' } }).A;`, './a.ts'],
  ['const a = `${await import("./a.ts")} }`; import "./b.ts";', './a.ts', './b.ts'],
  ["const a = `${ { b: `'${1}` } }'`; import './b.ts';", './b.ts'],
  [`const quote = /['"\`]/.test(x); import './b.ts';`, './b.ts'],
  [`const half = a / b; const c = 'import "./no.ts"'; import './b.ts';`, './b.ts'],
  [`/* import './no.ts' */ // import './no.ts'\nimport './b.ts';`, './b.ts'],
  [`export { a };\nimport b from './b.ts';`, './b.ts'],
  [`export { from };\nconst c = './no.ts';`],
  [`export const a = 1; export default a; export type { B };`],
  [`import.meta.url; loader.import('./no.ts'); const table = { import: './no.ts' };`],
  ["const a = \"\\\"import './no.ts'\"; const b = `import './no.ts'`;"],
  ['class A { constructor(toString: string) {} }'],
  ["const a = `${/`/.source}`; import './b.ts';", './b.ts'],
  [`await import(name);`, undefined],
  [`await import('./' + name);`, undefined],
  ['await import(`./${name}`);', undefined],
];

describe('importsOf', () => {
  it.each(FOUND.map((row) => ({ row })))('reads $row.0', ({ row: [source, ...specifiers] }) => {
    expect(importsOf(source).map((found) => found.specifier)).toEqual(specifiers);
  });

  it('reads elements of the page', () => {
    const source = `const a = <p title="import './no.ts'">don't {b}</p>; import './b.ts';`;
    expect(importsOf(source, 'tsx').map((found) => found.specifier)).toEqual(['./b.ts']);
  });

  it('tells the line', () => {
    expect(importsOf('// one\n`\n`;\nimport a\n  from "./a.ts";')).toEqual([
      { specifier: './a.ts', line: 5, isReference: false, isType: false },
    ]);
  });

  it('finds reference directives', () => {
    expect(importsOf('/// <reference types="node" />\n')).toEqual([
      { specifier: undefined, line: 1, isReference: true, isType: true },
    ]);
  });

  it('tells what is gone when the program runs', () => {
    const source = `import type { A } from './a.ts'; export type * from './b.ts'; let c: import('./c.ts').C;
      import { type D, e } from './d.ts';`;
    expect(importsOf(source).map(({ isType }) => isType)).toEqual([true, true, true, false]);
  });

  it('refuses text that it cannot follow', () => {
    expect(() => importsOf(`let a = 'open\nimport './b.ts';`)).toThrow(/string/i);
  });
});
