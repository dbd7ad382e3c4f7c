// The data folder, made where it is missing, for commands that write into it.

import { findDataFolder, prepareDataFolder, processSurroundings } from '../data-folder.ts';
import type { ConfigChoice } from './config-if-any.ts';
import type { Terminal } from './terminal.ts';

/** Makes it, and gives it. */
export async function prepareFolderOf(
  { data }: ConfigChoice,
  { env: environment }: Pick<Terminal, 'env'>,
) {
  const folder = findDataFolder({ ...processSurroundings(data), environment });
  await prepareDataFolder(folder);
  return folder;
}
