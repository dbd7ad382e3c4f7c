// Files of others that can be taken over, and how each is told from the rest.

import { UsageError } from '@bluebell/ble/core';
import { isBleMonitor, readBleMonitor } from './ble-monitor.ts';
import { isEspHome, readEspHome } from './esphome.ts';
import { type FindSecret, type Foreign, readForeignYaml } from './foreign-yaml.ts';
import type { Found } from './found.ts';
import { isTheengs, readTheengs } from './theengs.ts';

/** What a file can be. `mi32cfg` is kept as a file of its own. */
export const IMPORT_KINDS = ['mi32cfg', 'theengs', 'ble_monitor', 'esphome'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Files whose devices go into the configuration. */
export type DeviceFileKind = Exclude<ImportKind, 'mi32cfg'>;

/** What a text is, by what stands in it; `undefined` where it is nothing we know. */
export function kindOf(text: string, file: string): ImportKind | undefined {
  if (/^\s*\[/.test(text)) return 'mi32cfg';
  if (isTheengs(text)) return 'theengs';
  const yaml = yamlIfAny(text, file);
  if (isBleMonitor(yaml)) return 'ble_monitor';
  return isEspHome(yaml) ? 'esphome' : undefined;
}

/**
 * The devices in a file.
 *
 * @throws {UsageError} it is not of this kind.
 */
export function readDevices(
  kind: DeviceFileKind,
  text: string,
  file: string,
  findSecret: FindSecret,
): readonly Found[] {
  return READERS[kind](text, file, findSecret);
}

type Reader = (text: string, file: string, findSecret: FindSecret) => readonly Found[];

const READERS: Readonly<Record<DeviceFileKind, Reader>> = {
  theengs: readTheengs,
  ble_monitor: (text, file, findSecret) =>
    readBleMonitor(readForeignYaml(text, file, findSecret), file),
  esphome: (text, file, findSecret) => readEspHome(readForeignYaml(text, file, findSecret)),
};

function yamlIfAny(text: string, file: string): Foreign {
  try {
    return readForeignYaml(text, file);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
