// `bluebell cmd`: a command for the hub that runs on this machine.

import { systemClock } from '@bluebell/ble/core';
import { readWebFile } from '../../api/index.ts';
import type { Config } from '../../config/index.ts';
import { findDataFolder, processSurroundings, subFolder } from '../../data-folder.ts';
import { configIfAny } from '../config-if-any.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { ExitCode, exitCodeAfter } from '../exit.ts';
import { print, type Terminal } from '../terminal.ts';
import { webCredentials } from '../web-from-config.ts';

/** Which hub is meant. */
export interface CmdOptions {
  readonly demo?: boolean | undefined;
  readonly config?: string | undefined;
  readonly data?: string | undefined;
}

/** How long a hub may take to answer. */
const PATIENCE_MS = 10_000;

/** What the hub answers where it did nothing. */
const REFUSALS = /^\{"Command":"(?:Error|Unknown)"/;

/**
 * Sends a line, and prints the answer; gives the exit code.
 *
 * @throws {UnreachableError} no hub answers. @throws {CommandError} something else does, or lets us not in.
 */
export async function cmd(
  line: string,
  options: CmdOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { config } = await configIfAny(options, terminal);
  const url = (await urlInFolder(options, terminal)) ?? urlIn(config);
  const response = await ask(url, line, config, stop);
  if (!response) return exitCodeAfter(stop);
  const answer = await response.text();
  if (!response.headers.get('content-type')?.startsWith('application/json')) {
    throw new CommandError(
      `what answers at ${url} is no bluebell: see web.port in its configuration`,
    );
  }
  if (response.status !== 200) throw new CommandError(refusal(response.status, url));
  await print(terminal, answer);
  return REFUSALS.test(answer) ? ExitCode.failure : ExitCode.ok;
}

/** Where a hub says that it listens: the port of the configuration may have been taken. */
async function urlInFolder(options: CmdOptions, { env }: Terminal): Promise<string | undefined> {
  const found = findDataFolder({ ...processSurroundings(options.data), environment: env });
  return readWebFile(options.demo ? subFolder(found, 'demo') : found);
}

function urlIn({ web: { host, port } }: Pick<Config, 'web'>): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Where a hub listens on all addresses of this machine, any of them will do. */
function reachable(url: string): string {
  return url.replace(/(?<=\/\/)(?:0\.0\.0\.0|\[::\])(?=:)/, '127.0.0.1');
}

/** What the hub answers; `undefined` where the user does not want to know any more. */
async function ask(
  url: string,
  line: string,
  config: Config,
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

function refusal(status: number, url: string): string {
  if (status === 401) {
    return `the hub at ${url} wants another password: name its configuration with --config`;
  }
  return `the hub at ${url} does not take commands from here (HTTP ${status})`;
}
