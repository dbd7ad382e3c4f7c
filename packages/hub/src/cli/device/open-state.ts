// What commands use of the data folder when they talk with devices.

import { RadioState } from '../../bonds/radio-state.ts';
import { prepareFolderOf } from '../prepare-folder.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Opens it; the folder is made where there is none.
 *
 * @param data what the user said by `--data`.
 * @throws {UsageError} the file of bonds is damaged.
 */
export async function openState(
  data: string | undefined,
  terminal: Pick<Terminal, 'env'>,
): Promise<RadioState> {
  return RadioState.open(await prepareFolderOf({ data }, terminal));
}
