// What is wrong with a configuration, and where.

import { BleError } from '@bluebell/ble/core';

/** Where a setting got its value from. */
export type Source =
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly line?: number;
      readonly column?: number;
    }
  | { readonly kind: 'environment'; readonly variable: string }
  /** Of the command line, such as `--radio`. */
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'default' };

/** Names of sections and settings, and places in lists, from the top down. */
export type SettingPath = readonly (string | number)[];

/** One thing that is wrong, and what would be right. */
export interface ConfigProblem {
  readonly source: Source;
  /** Such as `mqtt.url` or `radios[0]`; empty when it is no single setting. */
  readonly path: string;
  readonly message: string;
}

/** More than this many problems are counted, not printed. */
const PRINTED = 20;

/** The configuration cannot be used. All its problems are named at once; none shows a secret. */
export class ConfigError extends BleError {
  readonly code = 'CONFIG';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions) {
    const lines = problems.slice(0, PRINTED).map(formatProblem);
    const left = problems.length - lines.length;
    if (left > 0) lines.push(`… and ${left} more`);
    super(lines.join('\n'), options);
    this.problems = problems;
  }
}

/** A problem whose text is free of anything that looks like a key. */
export function configProblem(source: Source, path: SettingPath, message: string): ConfigProblem {
  return {
    source:
      source.kind === 'environment'
        ? { kind: 'environment', variable: withoutKeys(source.variable) }
        : source,
    path: withoutKeys(formatPath(path)),
    message: withoutKeys(message),
  };
}

/** One line for people: `config.yaml:12:5 mqtt.url: must be …`. */
export function formatProblem({ source, path, message }: ConfigProblem): string {
  const where = [formatSource(source), path].filter((part) => part !== '').join(' ');
  return `${where}: ${message}`;
}

/** `config.yaml:12:5`, the name of the variable or flag, or nothing for a default. */
export function formatSource(source: Source): string {
  if (source.kind === 'default') return '';
  if (source.kind === 'environment') return source.variable;
  if (source.kind === 'flag') return source.flag;
  return [source.file, source.line, source.column].filter((part) => part !== undefined).join(':');
}

/** A path as people write it: `['radios', 0]` gives `radios[0]`. */
export function formatPath(path: SettingPath): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part,
    '',
  );
}

/** A key may stand where it does not belong: eight or more bytes of hex are never printed. */
function withoutKeys(text: string): string {
  return text.replace(/(?:[0-9a-f]{2}[\s:-]?){8,}[0-9a-f]?/gi, '[hex digits, not shown]');
}
