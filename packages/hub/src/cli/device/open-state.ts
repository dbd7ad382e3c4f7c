// What commands use of the data folder when they talk with devices.

import { RadioState } from '../../bonds/radio-state.ts';
import { findDataFolder, prepareDataFolder, processSurroundings } from '../../data-folder.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Opens it; the folder is made where there is none.
 *
 * @param data what the user said by `--data`.
 * @throws {UsageError} the file of bonds is damaged.
 */
export async function openState(
  data: string | undefined,
  { env: environment }: Pick<Terminal, 'env'>,
): Promise<RadioState> {
  const folder = findDataFolder({ ...processSurroundings(data), environment });
  await prepareDataFolder(folder);
  return RadioState.open(folder);
}
