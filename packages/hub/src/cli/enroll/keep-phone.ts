// Puts a phone into the configuration and into mi32cfg, so that it is known from now on.

import { type AddressValue, formatAddress, toHex } from '@bluebell/ble/core';
import { parseDocument } from 'yaml';
import { writeAtomically } from '../../atomic-file.ts';
import { type LoadedConfig, readMi32Config, writeMi32Config } from '../../config/index.ts';
import { mi32FileOf } from '../../config/mi32-file.ts';
import { readSmallFile } from '../../config/read-file.ts';
import type { DataFolder } from '../../data-folder.ts';
import { Feature } from '../../tasmota/config/feature.ts';
import { recordsOf, startOf } from '../../tasmota/config/mi32-records.ts';
import { openMi32State } from '../../tasmota/config/mi32-state.ts';
import { Option } from '../../tasmota/config/options.ts';
import { GENERIC_PID } from '../../tasmota/config/sensor-type.ts';

/** A phone as it is kept. */
export interface KeptPhone {
  readonly name: string;
  readonly address: AddressValue;
  /** 16 bytes, most significant first; absent for a phone that keeps its address. */
  readonly irk: Uint8Array | undefined;
  readonly awayAfterS: number;
}

/** Adds it to the configuration file; comments and order stay as they are. */
export async function keepInConfig(
  file: string,
  { name, address, irk, awayAfterS }: KeptPhone,
): Promise<void> {
  const document = parseDocument(new TextDecoder().decode(await readSmallFile(file)));
  document.setIn(
    ['phones', name],
    document.createNode({
      address: formatAddress(address),
      ...(irk && { irk: toHex(irk) }),
      away_after_s: awayAfterS,
    }),
  );
  await writeAtomically(file, document.toString({ lineWidth: 0 }));
}

/**
 * Adds it to mi32cfg.
 *
 * @returns the file; `undefined` where that is damaged: it is left as it is.
 */
export async function keepInMi32Config(
  loaded: LoadedConfig,
  { name, address, irk }: KeptPhone,
): Promise<string | undefined> {
  const { mi32cfg } = loaded.config;
  const old = mi32cfg && readMi32Config(mi32cfg.revealBytes());
  if (old && old.problems.length > 0) return undefined;
  const starts = (old?.entries ?? []).map(startOf);
  const phone = { address, pid: GENERIC_PID, key: irk, name, feat: Feature.payload };
  const path = mi32FileOf(loaded);
  await writeAtomically(path, writeMi32Config(recordsOf([...starts, phone])));
  return path;
}

/**
 * With a mi32cfg file, new sensors are no longer added. Who enrolls a phone does not mean that: where it is
 * the first entry, the option is set to go on as before.
 */
export async function goOnAddingSensors(
  { config, known }: LoadedConfig,
  folder: Pick<DataFolder, 'state'>,
): Promise<void> {
  if (known.entries.length > 0 || !config.discover || config.tasmota.volatileOptions) return;
  const memory = await openMi32State(folder);
  if (memory.content.options[Option.addSensors] !== undefined) return;
  await memory.change((content) => ({
    ...content,
    options: { ...content.options, [Option.addSensors]: true },
  }));
}
