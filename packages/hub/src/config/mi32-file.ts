// Where the mi32cfg file of a configuration is.

import { dirname, resolve } from 'node:path';
import type { LoadedConfig } from './load.ts';
import { MI32_FILE } from './mi32cfg.ts';

/** Where mi32cfg is read from, and where it is saved. */
export function mi32FileOf({ file, config }: Pick<LoadedConfig, 'file' | 'config'>): string {
  return resolve(dirname(file), config.mi32cfg?.path ?? MI32_FILE);
}
