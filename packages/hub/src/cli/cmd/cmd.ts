// `bluebell cmd`: a command for a hub that runs.

import { CommandError } from '../device/command-error.ts';
import { ExitCode } from '../exit.ts';
import { refusalOf } from '../remote/hub-request.ts';
import { remoteFor } from '../remote/remote.ts';
import type { RemoteOptions } from '../remote/remote-options.ts';
import { print, type Terminal } from '../terminal.ts';
import { commandQuestion } from './command-question.ts';

/** What the hub answers where it did nothing. */
const REFUSALS = /^\{"Command":"(?:Error|Unknown)"/;

/**
 * Sends a line, and prints the answer; gives the exit code.
 *
 * @throws {UnreachableError} no hub answers. @throws {CommandError} something else does, or lets us not in.
 */
export async function cmd(
  line: string,
  options: RemoteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const remote = await remoteFor(options, terminal);
  const reply = await remote.ask(commandQuestion(line), stop);
  if (reply.status === 404) {
    throw new CommandError(
      `${remote.name} takes no such commands: see tasmota in its configuration`,
    );
  }
  if (reply.status !== 200 || reply.type !== 'application/json') {
    throw refusalOf(reply, remote.name);
  }
  await print(terminal, reply.text);
  return REFUSALS.test(reply.text) ? ExitCode.failure : ExitCode.ok;
}
