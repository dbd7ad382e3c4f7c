// A file of somebody else's as a text: what it is, what of it would be taken, and what is wrong with it.

import { formatAddress, UsageError } from '@bluebell/ble/core';
import type { LoadedConfig, Mi32Entry, SettingChange } from '../config/index.ts';
import { readMi32Config } from '../config/index.ts';
import type { FindSecret } from './foreign-yaml.ts';
import type { Found } from './found.ts';
import { type ImportKind, kindOf, readDevices } from './kinds.ts';
import { type PlanRow, planImport } from './plan.ts';

/** One device of the file, and what becomes of it. */
export interface ImportRow extends PlanRow {
  readonly kind: Found['kind'];
  readonly hasKey: boolean;
  /** Something of it is configured already. */
  readonly isKnown: boolean;
}

/** What is wrong, and where. */
export interface TextProblem {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** What would be taken. */
export interface ReadImport {
  /** `undefined` where nobody can tell what it is. */
  readonly format: ImportKind | undefined;
  readonly rows: readonly ImportRow[];
  readonly problems: readonly TextProblem[];
  /** Settings to be written, each with the row it belongs to. */
  readonly changes: readonly SettingChange[];
  /** Entries of a mi32cfg file, which stay such. */
  readonly entries: readonly Mi32Entry[];
}

/** What the file is called in messages. */
const NAME = 'The text';
/** More are counted, and not told one by one. */
const MOST_PROBLEMS = 1_000;
const NOTHING = { rows: [], changes: [], entries: [] } as const;
const NO_SECRETS: FindSecret = () => undefined;

/** Reads a text. Never throws; no message holds a digit of a key. */
export function readImport(
  text: string,
  asked: ImportKind | 'auto',
  loaded: Pick<LoadedConfig, 'config'>,
  {
    replaces,
    only,
  }: { readonly replaces: boolean; readonly only?: ReadonlySet<string> | undefined },
): ReadImport {
  try {
    const format = asked === 'auto' ? kindOf(text, NAME) : asked;
    if (format === undefined) {
      const message = 'This is nothing that can be taken over: say what it is.';
      return { format, ...NOTHING, problems: [{ message }] };
    }
    if (format === 'mi32cfg') return readMi32(text, loaded, only);
    return readForeign(format, text, loaded, { replaces, only });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const format = asked === 'auto' ? undefined : asked;
    return { format, ...NOTHING, problems: [problemOf(error.message)] };
  }
}

function readForeign(
  format: Exclude<ImportKind, 'mi32cfg'>,
  text: string,
  { config }: Pick<LoadedConfig, 'config'>,
  {
    replaces,
    only,
  }: { readonly replaces: boolean; readonly only?: ReadonlySet<string> | undefined },
): ReadImport {
  const all = readDevices(format, text, NAME, NO_SECRETS);
  // Rows are named by a first look at all of them; what is not wanted is then as if it were not there.
  const named = planImport(all, config, replaces).rows;
  const found = only ? all.filter((_, i) => only.has(named[i]?.device ?? '')) : all;
  const { rows, changes } = only
    ? planImport(found, config, replaces)
    : planImport(all, config, replaces);
  const known = new Set(Object.keys(config.devices).map(bare));
  return {
    format,
    rows: rows.map((row, i) => ({
      ...row,
      kind: found[i]?.kind ?? 'sensor',
      hasKey: found[i]?.key !== undefined,
      isKnown: known.has(bare(row.device)),
    })),
    problems: found.flatMap(({ trouble, place }) =>
      trouble === undefined ? [] : [{ message: trouble, ...placeIn(place) }],
    ),
    changes,
    entries: [],
  };
}

function readMi32(
  text: string,
  { config }: Pick<LoadedConfig, 'config'>,
  only: ReadonlySet<string> | undefined,
): ReadImport {
  const { entries, problems } = readMi32Config(new TextEncoder().encode(text));
  const before = config.mi32cfg && readMi32Config(config.mi32cfg.revealBytes());
  const known = new Set(before?.entries.map(({ address }) => address));
  const wanted = entries.filter(({ address }) => !only || only.has(formatAddress(address)));
  const told = problems.slice(0, MOST_PROBLEMS);
  const places = placesOfEntries(text, new Set(told.map(({ index }) => index)));
  const untold = problems.length - told.length;
  if (untold > 0) told.push({ index: undefined, message: `${untold} more are wrong` });
  return {
    format: 'mi32cfg',
    rows: wanted.map(({ address, pid, key, name }) => ({
      device: formatAddress(address),
      kind: pid === 0 ? 'phone' : 'sensor',
      name: name ?? '',
      hasKey: key !== undefined && key.problem === undefined,
      taken: ['entry'],
      left: key?.problem === undefined ? [] : [`its key ${key.problem}`],
      isKnown: known.has(address),
    })),
    problems: told.map(({ index, message }) => ({ message, ...places.get(index) })),
    changes: [],
    entries: wanted,
  };
}

/** `The text:12:5 is not valid YAML`: its place, and the rest. */
function problemOf(message: string): TextProblem {
  const place = /^The text:(\d+):(\d+) (.*)$/s.exec(message);
  if (!place) return { message };
  return { message: `It ${place[3]}`, line: Number(place[1]), column: Number(place[2]) };
}

/** `line 12` */
function placeIn(place: string): { readonly line?: number } {
  const line = /^line (\d+)$/.exec(place)?.[1];
  return line === undefined ? {} : { line: Number(line) };
}

/**
 * Where entries begin: each at its brace, the others being those of the entries before. All are found in one
 * walk, since a text may hold a fault in every few signs of it.
 */
function placesOfEntries(text: string, indexes: ReadonlySet<number | undefined>) {
  const places = new Map<number | undefined, { readonly line: number; readonly column: number }>();
  let [entry, line, lineStart] = [0, 1, 0];
  for (let at = 0; at < text.length && places.size < indexes.size; at++) {
    if (text[at] === '\n') {
      line++;
      lineStart = at + 1;
    } else if (text[at] === '{') {
      if (indexes.has(entry)) places.set(entry, { line, column: at - lineStart + 1 });
      entry++;
    }
  }
  return places;
}

function bare(address: string): string {
  return address.replace(/[:-]/g, '').toUpperCase();
}
