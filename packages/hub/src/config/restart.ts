// Which settings are taken over while the hub runs. All others need a restart.

import type { SettingPath } from './config-error.ts';

/** Sections, or settings in them, that the hub takes over at once. */
const LIVE: readonly SettingPath[] = [
  ['devices'],
  ['phones'],
  ['areas'],
  ['mi32cfg'],
  ['discover'],
  ['limits'],
  ['home_assistant'],
  ['homie'],
  ['tasmota', 'discovery'],
  ['tasmota', 'disco'],
  ['tasmota', 'flushAll'],
  ['tasmota', 'tracked'],
  ['mqtt', 'device_topic'],
  ['mqtt', 'log_level'],
  ['watch'],
  ['history'],
  ['web', 'user'],
  ['web', 'password'],
  ['web', 'password_file'],
  ['web', 'token'],
  ['web', 'token_file'],
  ['web', 'trusted'],
  ['web', 'trusted_proxies'],
  ['web', 'device_metrics'],
  ['log', 'level'],
  ['log', 'levels'],
];

/** Whether a new value counts only after a restart. */
export function needsRestart(path: SettingPath): boolean {
  return !LIVE.some((live) => live.every((name, i) => path[i] === name));
}
