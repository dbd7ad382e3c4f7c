// The data folder, made where it is missing, for commands that write into it.

import { type DataFolder, prepareDataFolder } from '../data-folder.ts';
import { type FolderChoice, folderOf } from './folder-of.ts';
import type { Terminal } from './terminal.ts';

/** Makes it, and gives it. @throws {TransportError} it cannot be made. */
export async function prepareFolderOf(
  choice: FolderChoice,
  terminal: Pick<Terminal, 'env'>,
): Promise<DataFolder> {
  const folder = folderOf(choice, terminal);
  await prepareDataFolder(folder);
  return folder;
}
