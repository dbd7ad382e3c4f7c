// All settings as a table, for the documentation.

import type { SettingPath } from './config-error.ts';
import { formatPath } from './config-error.ts';
import { variableFor } from './environment.ts';
import { needsRestart } from './restart.ts';
import { allowedWords, CONFIG_SHAPE, entryShape, type Shape } from './shape.ts';

/** One setting, told to people. */
export interface SettingRow {
  /** `devices.ADDRESS.name`: capitals stand for what the user chooses. */
  readonly path: string;
  readonly variable: string;
  readonly allowed: string;
  readonly default: unknown;
  readonly description: string;
  /** Whether a new value counts only after a restart. */
  readonly needsRestart: boolean;
}

/** What users choose as names, by section. */
const CHOSEN: Readonly<Record<string, string>> = {
  devices: 'ADDRESS',
  phones: 'NAME',
  areas: 'RECEIVER',
  levels: 'PART',
};

/** Every setting in the order of the schema, groups left out. */
export function settingRows(): SettingRow[] {
  return rowsOf(CONFIG_SHAPE, []);
}

function rowsOf(shape: Shape, path: SettingPath): SettingRow[] {
  const entry = entryShape(shape);
  if (entry) return rowsOf(entry, [...path, CHOSEN[String(path.at(-1))] ?? 'NAME']);
  if (shape.properties) {
    return Object.entries(shape.properties).flatMap(([name, inner]) =>
      rowsOf(inner, [...path, name]),
    );
  }
  return [
    {
      path: formatPath(path),
      variable: variableFor(path),
      allowed: allowedWords(shape),
      default: shape.default,
      description: shape.description ?? '',
      needsRestart: needsRestart(path),
    },
  ];
}
