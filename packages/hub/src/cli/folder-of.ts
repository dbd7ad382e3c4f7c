// The folders of the hub that a command is about.

import { type DataFolder, findDataFolder, processSurroundings, subFolder } from '../data-folder.ts';
import type { Terminal } from './terminal.ts';

/** What the user says of it. */
export interface FolderChoice {
  readonly data?: string | undefined;
  /** The demonstration: it keeps its things apart, so that it touches nothing real. */
  readonly demo?: boolean | undefined;
}

/** Where they are; nothing is made yet. */
export function folderOf(
  { data, demo }: FolderChoice,
  { env: environment }: Pick<Terminal, 'env'>,
): DataFolder {
  const folder = findDataFolder({ ...processSurroundings(data), environment });
  return demo ? subFolder(folder, 'demo') : folder;
}
