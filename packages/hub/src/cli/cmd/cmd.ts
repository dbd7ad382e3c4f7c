// `bluebell cmd`: a command for the hub that runs on this machine.

import { readWebFile } from '../../api/index.ts';
import type { Config } from '../../config/index.ts';
import { findDataFolder, processSurroundings, subFolder } from '../../data-folder.ts';
import { configIfAny } from '../config-if-any.ts';
import { CommandError } from '../device/command-error.ts';
import { ExitCode, exitCodeAfter } from '../exit.ts';
import { print, type Terminal } from '../terminal.ts';
import { askHub } from './ask-hub.ts';

/** Which hub is meant. */
export interface CmdOptions {
  readonly demo?: boolean | undefined;
  readonly config?: string | undefined;
  readonly data?: string | undefined;
}

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
  const response = await askHub(url, line, config, stop);
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

function refusal(status: number, url: string): string {
  if (status === 401) {
    return `the hub at ${url} wants another password: name its configuration with --config`;
  }
  return `the hub at ${url} does not take commands from here (HTTP ${status})`;
}
