// Which settings are taken over while the hub runs. All others need a restart.

import type { SettingPath } from './config-error.ts';

/** Sections, or settings in them, that the hub takes over at once. */
const LIVE: readonly SettingPath[] = [
  ['devices'],
  ['phones'],
  ['areas'],
  ['mi32cfg'],
  ['discover'],
  ['limits', 'devices'],
  ['log', 'level'],
  ['log', 'levels'],
];

/** Whether a new value counts only after a restart. */
export function needsRestart(path: SettingPath): boolean {
  return !LIVE.some((live) => live.every((name, i) => path[i] === name));
}
