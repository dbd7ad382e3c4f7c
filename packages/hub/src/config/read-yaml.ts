// YAML text into what was written, with the line of everything. Bounded in size, depth and number.

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import {
  type ConfigProblem,
  configProblem,
  type SettingPath,
  type Source,
} from './config-error.ts';
import { suggestionFor } from './suggestion.ts';
import type { Written, WrittenEntry } from './written.ts';
import { isDeeper } from './yaml-depth.ts';

/** Room for some two thousand devices. */
export const YAML_LIMIT = 256 * 1024;
/** Nodes in all, every repetition by an alias counted. */
const MOST_NODES = 50_000;
const DEEPEST = 20;
/** What is nested deeper than that is not even made a document of. */
const DEEPEST_SYNTAX = 4 * DEEPEST;
const MOST_SYNTAX_PROBLEMS = 5;

const TOO_DEEP = 'is nested too deeply';

/** How YAML is parsed, wherever it is. */
export const YAML_OPTIONS = {
  schema: 'failsafe',
  customTags: [{ tag: '!secret', resolve: (name: string) => name }],
  stringKeys: true,
  // Ours is checked with a set: the parser's own check takes the square of the number of keys.
  uniqueKeys: false,
  prettyErrors: false,
  // At 'silent', a second document would not be told.
  logLevel: 'error',
} satisfies Parameters<typeof parseDocument>[1];

/** Plain words for nothing, as in YAML's core schema. */
export const NOTHING: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

/** Looks a `!secret` up. */
export interface SecretStore {
  get(name: string): string | undefined;
  /** For messages: where it looks, and what it has. */
  readonly file: string;
  readonly names: readonly string[];
}

export interface ReadYaml {
  readonly written: Written;
  readonly problems: readonly ConfigProblem[];
  /** It is no YAML at all: `problems` say why, and nothing of it was read. */
  readonly isBroken: boolean;
}

/**
 * Reads YAML 1.2. All scalars stay text, so a key of digits alone keeps its zeros; an empty value
 * is nothing. Aliases work, merge keys do not. Never throws.
 *
 * @param file how to name the text in problems.
 * @param secrets where `!secret name` looks; without it, the tag is a problem.
 */
export function readYaml(text: string, file: string, secrets?: SecretStore): ReadYaml {
  if (text.length > YAML_LIMIT) {
    const source: Source = { kind: 'file', file };
    const message = `is larger than ${YAML_LIMIT / 1024} KiB: this is no configuration of bluebell`;
    return broken(source, [configProblem(source, [], message)]);
  }
  if (isDeeper(text, DEEPEST_SYNTAX)) {
    const source: Source = { kind: 'file', file };
    return broken(source, [configProblem(source, [], TOO_DEEP)]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines });
  const place = (offset: number): Source => {
    const { line, col } = lines.linePos(offset);
    return { kind: 'file', file, line, column: col };
  };
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    // One slip often makes thousands more; the first ones tell.
    const problems = errors
      .slice(0, MOST_SYNTAX_PROBLEMS)
      .map((error) =>
        configProblem(place(error.pos[0]), [], syntaxMessage(error.code, error.message)),
      );
    return broken(place(0), problems);
  }
  const walk = new Walk(place, secrets);
  return { written: walk.read(document.contents, []), problems: walk.problems, isBroken: false };
}

function broken(source: Source, problems: readonly ConfigProblem[]): ReadYaml {
  return { written: { kind: 'nothing', source }, problems, isBroken: true };
}

/** The parser's own words, but where they would show what stands in the file. */
function syntaxMessage(code: string, message: string): string {
  const own: Readonly<Record<string, string>> = {
    UNEXPECTED_TOKEN: 'this cannot stand here in YAML; look at indentation, quotes and brackets',
    BAD_DQ_ESCAPE: "a backslash in double quotes means something in YAML; use single quotes ('…')",
    BLOCK_AS_IMPLICIT_KEY: "a ':' too many on this line; put the value into quotes",
    RESOURCE_EXHAUSTION: TOO_DEEP,
    MULTIPLE_DOCS: "only one YAML document may be here: remove the line '---'",
    TAG_RESOLVE_FAILED: "only one tag is known here: '!secret name'",
    TAB_AS_INDENT: 'YAML is indented with spaces, not with tabs',
  };
  return own[code] ?? `is not valid YAML: ${message}`;
}

/** One pass over a document, in its order. */
class Walk {
  readonly problems: ConfigProblem[] = [];
  readonly #place: (offset: number) => Source;
  readonly #secrets: SecretStore | undefined;
  readonly #anchors = new Map<string, Node>();
  #nodes = 0;

  constructor(place: (offset: number) => Source, secrets: SecretStore | undefined) {
    this.#place = place;
    this.#secrets = secrets;
  }

  read(node: Node | null, path: SettingPath): Written {
    const source = this.#place(node?.range?.[0] ?? 0);
    if (!node) return { kind: 'nothing', source };
    if (++this.#nodes > MOST_NODES || path.length > DEEPEST) {
      // Said once: the rest is not looked at.
      if (this.#nodes < Number.POSITIVE_INFINITY) {
        const message = `is too much: at most ${MOST_NODES} values, nested ${DEEPEST} deep, are read`;
        this.problems.push(configProblem(source, path, message));
        this.#nodes = Number.POSITIVE_INFINITY;
      }
      return { kind: 'nothing', source };
    }
    if (isAlias(node)) return this.#alias(node.source, path, source);
    if (node.anchor) this.#anchors.set(node.anchor, node);
    if (isMap(node)) return this.#group(node.items, path, source);
    if (isSeq(node)) {
      // The cast holds since a parsed list holds nodes, or null where nothing stands.
      const items = node.items.map((item, i) => this.read(item as Node | null, [...path, i]));
      return { kind: 'list', items, source };
    }
    if (!isScalar(node)) return { kind: 'nothing', source };
    const text = String(node.value);
    if (node.tag === '!secret') return this.#secret(text, path, source);
    if (node.type === 'PLAIN' && NOTHING.has(text)) return { kind: 'nothing', source };
    return { kind: 'text', text, source, isSecret: false };
  }

  #alias(anchor: string, path: SettingPath, source: Source): Written {
    const node = this.#anchors.get(anchor);
    if (node) return this.read(node, path);
    this.problems.push(configProblem(source, path, 'no anchor of this name stands above'));
    return { kind: 'nothing', source };
  }

  #group(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    path: SettingPath,
    source: Source,
  ): Written {
    const entries = new Map<string, WrittenEntry>();
    for (const pair of pairs) {
      // The casts hold since a parsed pair has a node as key, and a node or null as value.
      const key = pair.key as Node | null;
      const nameSource = this.#place(key?.range?.[0] ?? 0);
      const name = isScalar(key) ? String(key.value) : '';
      const problem = entries.has(name) ? 'stands here twice' : unusableName(key, name);
      if (problem) this.problems.push(configProblem(nameSource, [...path, name], problem));
      const value = this.read(pair.value as Node | null, [...path, name]);
      if (!problem) entries.set(name, { nameSource, value });
    }
    return { kind: 'group', entries, source };
  }

  #secret(name: string, path: SettingPath, source: Source): Written {
    const text = this.#secrets?.get(name);
    if (text !== undefined) return { kind: 'text', text, source, isSecret: true };
    this.problems.push(configProblem(source, path, missingSecret(name, this.#secrets)));
    return { kind: 'nothing', source };
  }
}

function unusableName(key: Node | null, name: string): string | undefined {
  if (!isScalar(key)) return 'a name must be plain text';
  // It would not become a member of an object but change the object.
  if (name === '__proto__') return 'cannot be a name';
  return undefined;
}

function missingSecret(name: string, secrets: SecretStore | undefined): string {
  if (!secrets) return 'no !secret may stand here';
  const near = suggestionFor(name, secrets.names);
  const hint = near ? `; did you mean '${near}'?` : '';
  return `no secret '${name}' in ${secrets.file}${hint || `: add a line '${name}: …' there`}`;
}
