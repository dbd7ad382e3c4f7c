// The web server as a configuration describes it.

import { BleError, type Log } from '@bluebell/ble/core';
import { removeWebFile, startWeb, writeWebFile } from '../api/index.ts';
import type { CommandDispatcher } from '../commands/index.ts';
import type { Config } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import type { Closing } from './closing.ts';

/** What it is made from. */
export interface WebSetup {
  readonly config: Pick<Config, 'web'>;
  readonly folder: DataFolder;
  readonly dispatcher: CommandDispatcher;
  readonly log: Log;
}

/** Starts it where it is wanted; a hub that cannot have one hears sensors all the same. */
export async function addWeb(setup: WebSetup, closing: Closing): Promise<void> {
  const { config, folder, dispatcher, log } = setup;
  const { enabled, host, port } = config.web;
  if (!enabled) return;
  try {
    const credentials = webCredentials(config);
    const web = await startWeb({ host, port, credentials, dispatcher, log });
    closing.defer(() => web.close());
    await writeWebFile(folder, web.url);
    closing.defer(() => removeWebFile(folder));
    log.info('WEB_LISTENS', `commands are taken at ${web.url}/cm`);
  } catch (error) {
    if (!(error instanceof BleError)) throw error;
    log.error('WEB', `going on without commands by HTTP: ${error.message}`);
  }
}

/** What the web server asks for, if it asks. */
export function webCredentials({ web }: Pick<Config, 'web'>) {
  const password = web.password?.reveal();
  return password ? { user: web.user, password } : undefined;
}
