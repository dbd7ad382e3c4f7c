// Finds what a TypeScript file imports, by the parser that also builds the page.

import { parseAst } from 'vite';

/** One import, export-from, dynamic import or import type. */
export interface Import {
  /** What stands between the quotes; `undefined` where it is computed. */
  readonly specifier: string | undefined;
  /** Counted from 1. */
  readonly line: number;
  /** `/// <reference …>`: brings types in past every import. */
  readonly isReference: boolean;
  /** Nothing of it is there when the program runs. */
  readonly isType: boolean;
}

const REFERENCE = /^\s*\/\/\/\s*<reference.*/gm;

/** What names another file, and where the name stands. */
const SOURCES: Readonly<Record<string, string>> = {
  ImportDeclaration: 'source',
  ExportAllDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ImportExpression: 'source',
  TSImportType: 'source',
  TSExternalModuleReference: 'expression',
};

/**
 * The imports of a file, in order.
 *
 * @param lang `tsx` where it holds elements of the page.
 * @throws {Error} text that cannot be read: better that than to overlook an import.
 */
export function importsOf(source: string, lang: 'ts' | 'tsx' = 'ts'): readonly Import[] {
  const found: { readonly at: number; readonly one: Import }[] = [];
  const lineAt = (at: number) => source.slice(0, at).split('\n').length;
  for (const match of source.matchAll(REFERENCE)) {
    const at = match.index + match[0].search(/\S/);
    const one = { specifier: undefined, line: lineAt(at), isReference: true, isType: true };
    found.push({ at, one });
  }
  walk(parseAst(source, { lang, sourceType: 'module' }), (node) => {
    const named = node[SOURCES[String(node.type)] ?? ''];
    // `export { a };` has nowhere that it comes from.
    if (!isNode(named)) return;
    const text = named.type === 'Literal' ? named.value : undefined;
    const at = Number(named.start);
    const one = {
      specifier: typeof text === 'string' ? text : undefined,
      line: lineAt(at),
      isReference: false,
      isType: [node.importKind, node.exportKind].includes('type') || node.type === 'TSImportType',
    };
    found.push({ at, one });
  });
  return found.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const inner of Object.values(value)) walk(inner, visit);
}
