// `bluebell import mi32cfg`: a file of Tasmota becomes ours.

import { readMi32Config } from '../../config/index.ts';
import { mi32FileOf } from '../../config/mi32-file.ts';
import { readSmallFile } from '../../config/read-file.ts';
import { mergeMi32Config } from '../../import/merge-mi32cfg.ts';
import { letHubLoad } from '../cmd/let-hub-load.ts';
import { type ConfigChoice, configIfAny } from '../config-if-any.ts';
import { ExitCode } from '../exit.ts';
import { prepareFolderOf } from '../prepare-folder.ts';
import { complain, print, type Terminal } from '../terminal.ts';
import { entryCount } from './entry-count.ts';

/** What it is told. */
export interface ImportOptions extends ConfigChoice {
  readonly replace?: boolean | undefined;
}

/**
 * Adds the file's entries to those that are there; of one address, the file's count. Gives the exit code.
 *
 * @throws {UsageError} what is there is damaged: it is left as it is.
 */
export async function importMi32Config(
  file: string,
  options: ImportOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { entries, problems } = readMi32Config(await readSmallFile(file));
  for (const { index, message } of problems) {
    complain(terminal, `${file}${index === undefined ? '' : ` [${index}]`}: ${message}`);
  }
  if (entries.length === 0) {
    complain(terminal, `nothing in ${file} can be used: nothing was changed`);
    return ExitCode.failure;
  }
  const folder = await prepareFolderOf(options, terminal);
  const loaded = await configIfAny(options, terminal);
  const path = mi32FileOf(loaded);
  const records = await mergeMi32Config(path, entries, loaded, options.replace ?? false);
  await print(terminal, `Read ${entryCount(entries)}; ${path} holds ${entryCount(records)}.`);
  if (await letHubLoad(folder, stop)) {
    await print(terminal, 'The hub that runs has taken it over.');
  }
  return ExitCode.ok;
}
