// A command for a hub of this machine, sent as Tasmota's users send theirs.

import { systemClock } from '@bluebell/ble/core';
import { readWebFile } from '../../api/index.ts';
import type { Config } from '../../config/index.ts';
import type { DataFolder } from '../../data-folder.ts';
import { UnreachableError } from '../device/command-error.ts';
import { webCredentials } from '../web-from-config.ts';

/** How long a hub may take to answer. */
const PATIENCE_MS = 10_000;

/** Where a hub listens on all addresses of this machine, any of them will do. */
function reachable(url: string): string {
  return url.replace(/(?<=\/\/)(?:0\.0\.0\.0|\[::\])(?=:)/, '127.0.0.1');
}

/**
 * What the hub answers; `undefined` where the user does not want to know any more.
 *
 * @throws {UnreachableError} no hub answers there.
 */
export async function askHub(
  url: string,
  line: string,
  config: Pick<Config, 'web'>,
  stop: AbortSignal,
): Promise<Response | undefined> {
  const credentials = webCredentials(config);
  const tooLong = new AbortController();
  const cancel = systemClock.after(PATIENCE_MS, () => tooLong.abort());
  try {
    return await fetch(`${reachable(url)}/cm`, {
      method: 'POST',
      body: new URLSearchParams({ ...credentials, cmnd: line }),
      signal: AbortSignal.any([stop, tooLong.signal]),
    });
  } catch (cause) {
    if (stop.aborted) return undefined;
    throw new UnreachableError(
      `no hub answers at ${url}: start one with 'bluebell run', or name its data folder with --data`,
      { cause },
    );
  } finally {
    cancel();
  }
}

/** Has a hub that runs on this folder take over what was written. False: there is none, or it does not. */
export async function letHubLoad(
  folder: DataFolder,
  config: Pick<Config, 'web'>,
  stop: AbortSignal,
): Promise<boolean> {
  const url = await readWebFile(folder);
  if (url === undefined) return false;
  try {
    const response = await askHub(url, 'MI32Load', config, stop);
    return (await response?.text()) === '{"MI32Load":"Done"}';
  } catch (error) {
    if (error instanceof UnreachableError) return false;
    throw error;
  }
}
