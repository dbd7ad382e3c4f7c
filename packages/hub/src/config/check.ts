// What was written, held against the schema: a configuration, or problems with their places.

import type { z } from 'zod';
import { type ConfigProblem, configProblem, type SettingPath } from './config-error.ts';
import type { ReadFile } from './read-file.ts';
import { type Config, configSchema } from './schema/config.ts';
import {
  allowedWords,
  CONFIG_SHAPE,
  innerShape,
  isSingleValue,
  namesIn,
  type Shape,
  shapeAt,
} from './shape.ts';
import { suggestionFor } from './suggestion.ts';
import { sourceAt, type Written, writtenAt } from './written.ts';

export type Checked =
  | { readonly kind: 'right'; readonly config: Config }
  | { readonly kind: 'wrong'; readonly problems: readonly ConfigProblem[] };

/** Checks all of it, and names all that is wrong at once. */
export async function checkConfig(written: Written, readFile: ReadFile): Promise<Checked> {
  const value = plainValue(written, CONFIG_SHAPE) ?? {};
  const result = await configSchema(readFile).safeParseAsync(value);
  if (result.success) return { kind: 'right', config: result.data };
  return {
    kind: 'wrong',
    problems: result.error.issues.flatMap((issue) => toProblems(issue, written)),
  };
}

const NUMBER = /^[-+]?\d+(\.\d+)?$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

/** Text as what the schema asks for. What cannot be that stays text, for the schema to refuse. */
function plainValue(written: Written, shape: Shape | undefined): unknown {
  if (written.kind === 'nothing') return undefined;
  if (written.kind === 'text') return plainText(written.text, shape);
  if (written.kind === 'list') {
    return written.items.map((item, i) => plainValue(item, shape && innerShape(shape, i)));
  }
  const members = [...written.entries].map(
    ([name, { value }]) => [name, plainValue(value, shape && innerShape(shape, name))] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** Text as the number or the truth that the shape asks for, else the text. */
export function plainText(text: string, shape: Shape | undefined): string | number | boolean {
  if (shape?.type === 'integer' || shape?.type === 'number') {
    return NUMBER.test(text) ? Number(text) : text;
  }
  if (shape?.type === 'boolean') {
    const word = text.toLowerCase();
    return BOOLEANS.get(word) ?? text;
  }
  return text;
}

function toProblems(issue: z.core.$ZodIssue, written: Written): ConfigProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => unknownName([...path, name], name, written));
  }
  const isName = issue.code === 'invalid_key';
  const source = isName ? nameSource(written, path) : sourceAt(written, path);
  const right = rightWords(issue, shapeAt(path));
  // Other sentences do not go on with "not": the name itself stands in the path.
  const wrong = isName || !/^must (?!not)/.test(right) ? '' : wrongWords(written, path);
  return [configProblem(source, path, right + wrong)];
}

/** What would be right: our own words of a rule, else what the shape allows. */
function rightWords(issue: z.core.$ZodIssue, shape: Shape | undefined): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join(', ');
  if (issue.code === 'too_big' && issue.origin === 'array') {
    return `must have at most ${issue.maximum} entries`;
  }
  return `must be ${shape ? allowedWords(shape) : 'something else'}`;
}

/** What was found, where it may be shown. */
function wrongWords(written: Written, path: SettingPath): string {
  const found = writtenAt(written, path);
  if (!found || found.kind === 'nothing') return '';
  if (found.kind !== 'text') return `, not a ${found.kind}`;
  const shape = shapeAt(path);
  // Somebody may have put a key where a group belongs, so that is not shown either.
  const isShown = !found.isSecret && shape && !shape.writeOnly && isSingleValue(shape);
  return isShown ? `, not '${shortened(found.text)}'` : ', not this text';
}

/** Without what stands before the @ of a URL, which may be a password. */
function shortened(text: string): string {
  const harmless = text.replace(/^.*@/s, '…@').replace(/\s+/g, ' ');
  return harmless.length > 40 ? `${harmless.slice(0, 40)}…` : harmless;
}

function unknownName(path: SettingPath, name: string, written: Written): ConfigProblem {
  const shape = shapeAt(path.slice(0, -1));
  const near = suggestionFor(name, Object.keys(shape?.properties ?? {}));
  const hint = near ? ` (did you mean '${near}'?)` : '';
  const message = `is no setting${hint}; allowed here: ${shape ? namesIn(shape) : 'nothing'}`;
  return configProblem(nameSource(written, path), path, message);
}

/** Where the last name of a path stands. */
function nameSource(written: Written, path: SettingPath) {
  const group = writtenAt(written, path.slice(0, -1));
  const entry = group?.kind === 'group' ? group.entries.get(String(path.at(-1))) : undefined;
  return entry?.nameSource ?? sourceAt(written, path);
}
