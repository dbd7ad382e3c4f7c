// Entries that are added to a mi32cfg file.

import { UsageError } from '@bluebell/ble/core';
import { writeAtomically } from '../atomic-file.ts';
import {
  type LoadedConfig,
  type Mi32Entry,
  type Mi32Record,
  readMi32Config,
  writeMi32Config,
} from '../config/index.ts';
import { recordsOf, startOf } from '../tasmota/config/mi32-records.ts';

/**
 * Adds entries to those that are there, and writes the file; of one address, the new one counts.
 *
 * @param replaces whether the file is to hold the new ones alone.
 * @throws {UsageError} what is there is damaged: it is left as it is.
 * @throws {TransportError} it cannot be written.
 */
export async function mergeMi32Config(
  path: string,
  entries: readonly Mi32Entry[],
  { config }: Pick<LoadedConfig, 'config'>,
  replaces: boolean,
): Promise<readonly Mi32Record[]> {
  const old = config.mi32cfg && readMi32Config(config.mi32cfg.revealBytes());
  if (old && old.problems.length > 0 && !replaces) {
    const remedy = 'mend it, or use --replace, which keeps it as mi32cfg~';
    throw new UsageError(`${path} is damaged, and is left as it is: ${remedy}`);
  }
  const before = replaces ? [] : (old?.entries ?? []);
  const records = recordsOf([...before, ...entries].map(startOf));
  await writeAtomically(path, writeMi32Config(records));
  return records;
}
