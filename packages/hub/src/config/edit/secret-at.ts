// Which secret a setting is.

import { isMap, isScalar, type Node, parseDocument, visit } from 'yaml';
import type { SettingPath } from '../config-error.ts';
import { YAML_OPTIONS } from '../read-yaml.ts';
import { entryOf } from './layout.ts';

/** A secret, by its name, and how many settings are that same secret. */
export interface UsedSecret {
  readonly name: string;
  readonly uses: number;
}

/** The secret at a path; `undefined` where the setting is written otherwise. */
export function secretAt(text: string, path: SettingPath): UsedSecret | undefined {
  const document = parseDocument(text, YAML_OPTIONS);
  let at: Node | null = document.contents;
  for (const name of path) {
    const entry = isMap(at) ? entryOf(at, String(name)) : undefined;
    if (!entry?.value) return undefined;
    at = entry.value;
  }
  if (!isScalar(at) || at.tag !== '!secret') return undefined;
  const name = String(at.value);
  let uses = 0;
  visit(document, {
    Scalar: (_, { tag, value }) => {
      if (tag === '!secret' && String(value) === name) uses += 1;
    },
  });
  return { name, uses };
}
