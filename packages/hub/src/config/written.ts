// A configuration as it was written: text, lists and groups with their places, before anybody
// knows whether it is right. Numbers are still text: what is a number, only the schema says.

import type { SettingPath, Source } from './config-error.ts';

export interface WrittenText {
  readonly kind: 'text';
  readonly text: string;
  readonly source: Source;
  /** It came from the secrets file: it is never shown. */
  readonly isSecret: boolean;
}

export interface WrittenList {
  readonly kind: 'list';
  readonly items: Written[];
  readonly source: Source;
}

export interface WrittenGroup {
  readonly kind: 'group';
  readonly entries: Map<string, WrittenEntry>;
  readonly source: Source;
}

/** A name with nothing behind it: counts as if it were not there. */
export interface WrittenNothing {
  readonly kind: 'nothing';
  readonly source: Source;
}

export type Written = WrittenText | WrittenList | WrittenGroup | WrittenNothing;

export interface WrittenEntry {
  /** Where the name stands. */
  readonly nameSource: Source;
  readonly value: Written;
}

/** What stands at a path; `undefined` when nothing does. */
export function writtenAt(written: Written, path: SettingPath): Written | undefined {
  let at: Written | undefined = written;
  for (const part of path) at = at && childOf(at, part);
  return at;
}

/** The place of the last thing on the way to `path` that was written. */
export function sourceAt(written: Written, path: SettingPath): Source {
  let at: Written | undefined = written;
  let source = written.source;
  for (const part of path) {
    at = at && childOf(at, part);
    if (!at) break;
    source = at.source;
  }
  return source;
}

function childOf(written: Written, part: string | number): Written | undefined {
  if (written.kind === 'list') return written.items[Number(part)];
  if (written.kind === 'group') return written.entries.get(String(part))?.value;
  return undefined;
}
