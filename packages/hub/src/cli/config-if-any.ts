// The configuration of commands that work without one too.

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIG_FILE, type LoadedConfig, loadConfig, parseConfig } from '../config/index.ts';
import { folderOf } from './folder-of.ts';
import type { Terminal } from './terminal.ts';

/** What the user says of it. */
export interface ConfigChoice {
  readonly config?: string | undefined;
  readonly data?: string | undefined;
}

/** The configuration that is asked for, or that of the data folder if there is one. */
export async function configIfAny(
  { config, data }: ConfigChoice,
  terminal: Pick<Terminal, 'env'>,
): Promise<LoadedConfig> {
  const environment = terminal.env;
  if (config !== undefined) return loadConfig(config, { environment });
  const file = join(folderOf({ data }, terminal).config, CONFIG_FILE);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? loadConfig(file, { environment }) : parseConfig('', file, { environment });
}
