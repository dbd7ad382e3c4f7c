// The configuration that `bluebell run` runs by.

import { join } from 'node:path';
import { CONFIG_FILE, ConfigFile, createDefaultConfig } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import { writeDemoConfig } from './demo-config.ts';
import { messageOf } from './exit.ts';
import type { FolderChoice } from './folder-of.ts';
import { complain, type Terminal } from './terminal.ts';

/** What decides. */
export interface ConfigQuestion extends FolderChoice {
  readonly config?: string | undefined;
  readonly radio?: readonly string[] | undefined;
}

/** The configuration to use; the default one is written when there is none. */
export async function configFor(
  question: ConfigQuestion,
  folder: DataFolder,
  terminal: Terminal,
): Promise<{ readonly file: ConfigFile; readonly isNew: boolean }> {
  const options = {
    environment: terminal.env,
    flags: question.radio ? [{ path: ['radios'], value: question.radio, flag: '--radio' }] : [],
  };
  if (question.config !== undefined) {
    const file = await ConfigFile.open(question.config, { ...options, mustExist: true });
    return { file, isNew: false };
  }
  if (question.demo) {
    return { file: await ConfigFile.open(await writeDemoConfig(folder), options), isNew: false };
  }
  const { kind, ...creation } = await createDefaultConfig(folder.config);
  if ('error' in creation) {
    complain(terminal, `${messageOf(creation.error)}; going on with all defaults`);
  }
  const file = await ConfigFile.open(join(folder.config, CONFIG_FILE), options);
  return { file, isNew: kind === 'written' };
}
