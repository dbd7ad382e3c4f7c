// The file that is written where there is none: every setting with its default, as a comment.
// Made from the schema, so that it cannot tell of settings that do not exist.

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { BleError } from '@bluebell/ble/core';
import { stringify } from 'yaml';
import { writeAtomically } from '../atomic-file.ts';
import { systemCode } from '../file-trouble.ts';
import { readSmallFile } from './read-file.ts';
import { SECRETS_FILE } from './secrets-file.ts';
import { CONFIG_SHAPE, configJsonSchema, entryShape, type Shape } from './shape.ts';

/** What the files in the folder are called. */
export const CONFIG_FILE = 'config.yaml';
export const SCHEMA_FILE = 'config.schema.json';

const HEADER = `# yaml-language-server: $schema=./${SCHEMA_FILE}
#
# The configuration of bluebell.
#
# Each setting stands here with its default, or with an example where it has none. Take away the
# '#' at the beginning of its line, and of the line of its group, to change it. A password or key
# may be written as '!secret name', with a line 'name: value' in ${SECRETS_FILE} beside this file.
# Environment variables win over this file: BLUEBELL_MQTT__URL is url in the group mqtt.
`;

/** The text of the default file. */
export function defaultConfigText(): string {
  const sections = Object.entries(CONFIG_SHAPE.properties ?? {}).map(([name, shape]) => {
    const [isActive, lines] = [shape.const !== undefined, settingLines(name, shape)];
    const prose = proseLines(shape.description ?? '');
    return [...prose, ...lines.map((line) => (isActive ? line : `#${line}`))].join('\n');
  });
  return `${[HEADER.trimEnd(), ...sections].join('\n\n')}\n`;
}

/** One setting and all below it, without what is said of the setting itself. */
function settingLines(name: string, shape: Shape): string[] {
  const entry = entryShape(shape);
  if (entry) return [`${name}:`, ...indented(settingLines(String(shape.example), entry))];
  if (!shape.properties) return [`${name}: ${valueText(shape)}`];
  const inner = Object.entries(shape.properties).flatMap(([name, shape]) => [
    ...proseLines(shape.description ?? ''),
    ...settingLines(name, shape),
  ]);
  return [`${name}:`, ...indented(inner)];
}

function valueText(shape: Shape): string {
  const isEmpty = Array.isArray(shape.default) && shape.default.length === 0;
  const value = isEmpty || shape.default === undefined ? shape.example : shape.default;
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A text as comment lines of at most some 90 characters. */
function proseLines(text: string): string[] {
  return text.match(/\S.{0,86}(?=\s|$)/g)?.map((line) => `# ${line}`) ?? [];
}

/** What `createDefaultConfig` did. */
export type Creation =
  | { readonly kind: 'written'; readonly file: string }
  | { readonly kind: 'kept'; readonly file: string }
  /** There is none, and none can be written: the hub can run on defaults and variables alone. */
  | { readonly kind: 'failed'; readonly file: string; readonly error: BleError };

/**
 * Writes the default configuration into a folder that has none, readable by its owner alone, and
 * the JSON Schema for editors beside it.
 */
export async function createDefaultConfig(folder: string): Promise<Creation> {
  const file = join(folder, CONFIG_FILE);
  const isThere = await exists(file);
  try {
    if (!isThere) await writeAtomically(file, defaultConfigText(), { mode: 0o600 });
    await refreshSchema(join(folder, SCHEMA_FILE));
  } catch (error) {
    if (!(error instanceof BleError)) throw error;
    // A folder that can only be read may well hold a configuration: editors then go without schema.
    if (!(await exists(file))) return { kind: 'failed', file, error };
  }
  return { kind: isThere ? 'kept' : 'written', file };
}

/** After an update of bluebell, editors should know its new settings. */
async function refreshSchema(file: string): Promise<void> {
  const text = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
  const old = await readSmallFile(file).catch(() => undefined);
  if (old && new TextDecoder().decode(old) === text) return;
  await writeAtomically(file, text, { mode: 0o644, keepsPrevious: false });
}

/** Whether something of this name is there, readable or not. */
async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => !['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? ''),
  );
}
