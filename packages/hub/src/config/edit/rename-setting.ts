// Gives a setting another name where it stands: its value, its place and the comments around it stay.

import { isMap } from 'yaml';
import type { SettingPath } from '../config-error.ts';
import { entryOf, parseText, spliced, startOf } from './layout.ts';
import { nameText } from './value-text.ts';

/** The text with the last name of the path changed; the same text where there is no such setting. */
export function renameSetting(text: string, path: SettingPath, to: string): string {
  let at = parseText(text);
  for (const [i, name] of path.entries()) {
    const entry = isMap(at) ? entryOf(at, String(name)) : undefined;
    if (!entry) return text;
    const isLast = i === path.length - 1;
    if (isLast) return spliced(text, startOf(entry.key), entry.key.range?.[1] ?? 0, nameText(to));
    at = entry.value;
  }
  return text;
}
