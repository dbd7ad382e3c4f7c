// `bluebell export mi32cfg`: what we know, as Tasmota reads it.

import { writeAtomically } from '../../atomic-file.ts';
import { writeMi32Config } from '../../config/index.ts';
import { recordsOf, startsOf } from '../../tasmota/config/mi32-records.ts';
import { type ConfigChoice, configIfAny } from '../config-if-any.ts';
import { ExitCode } from '../exit.ts';
import { complain, print, type Terminal } from '../terminal.ts';
import { entryCount } from './entry-count.ts';

/** What it is told. */
export type ExportOptions = ConfigChoice;

/** Writes what mi32cfg and the configuration hold; gives the exit code. */
export async function exportMi32Config(
  file: string,
  options: ExportOptions,
  terminal: Terminal,
): Promise<number> {
  const { known } = await configIfAny(options, terminal);
  const records = recordsOf(startsOf(known));
  const written = new Set(records.map(({ address }) => address));
  const left = [...known.sensors].filter((address) => !written.has(address)).length;
  if (left > 0) {
    complain(
      terminal,
      `${left} of the configured sensors are not in it: their product is not known before the hub has heard them and saved (MI32Cfg)`,
    );
  }
  if (records.length === 0) {
    complain(terminal, 'there is nothing to export');
    return ExitCode.failure;
  }
  await writeAtomically(file, writeMi32Config(records));
  await print(terminal, `Wrote ${entryCount(records)} to ${file}, keys included.`);
  return ExitCode.ok;
}
