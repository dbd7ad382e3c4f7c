// The configuration that `bluebell run` runs by, and the folders it keeps its data in.

import { join } from 'node:path';
import { CONFIG_FILE, ConfigFile, createDefaultConfig } from '../config/index.ts';
import {
  type DataFolder,
  findDataFolder,
  prepareDataFolder,
  processSurroundings,
  subFolder,
} from '../data-folder.ts';
import { writeDemoConfig } from './demo-config.ts';
import { messageOf } from './exit.ts';
import { complain, type Terminal } from './terminal.ts';

/** What decides. */
export interface ConfigQuestion {
  readonly demo?: boolean | undefined;
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  readonly radio?: readonly string[] | undefined;
}

/** The folders; they are there when this settles. */
export async function dataFolderFor(
  { data, demo }: ConfigQuestion,
  environment: Terminal['env'],
): Promise<DataFolder> {
  const found = findDataFolder({ ...processSurroundings(data), environment });
  const folder = demo ? subFolder(found, 'demo') : found;
  await prepareDataFolder(folder);
  return folder;
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
