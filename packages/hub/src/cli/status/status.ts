// `bluebell status`: a hub that runs, at a glance.

import { systemClock } from '@bluebell/ble/core';
import { CommandError } from '../device/command-error.ts';
import { ExitCode } from '../exit.ts';
import { hubRequest } from '../remote/hub-request.ts';
import { type Remote, remoteFor } from '../remote/remote.ts';
import type { RemoteOptions } from '../remote/remote-options.ts';
import { complain, print, type Terminal } from '../terminal.ts';

/** What it is told. */
export interface StatusOptions extends RemoteOptions {
  readonly json?: boolean | undefined;
  readonly check?: boolean | undefined;
}

/**
 * Prints it; gives the exit code.
 *
 * @throws {UnreachableError} no hub answers. @throws {CommandError} it does not let us in.
 */
export async function status(
  options: StatusOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const remote = await remoteFor(options, terminal);
  if (options.check) return check(remote, terminal, stop);
  const data = await hubRequest(remote, 'status', {}, stop);
  const { statusSchema } = await import('../../api/status-schema.ts');
  const parsed = statusSchema.safeParse(data);
  if (!parsed.success) throw new CommandError(`${remote.name} is of another version than this`);
  if (options.json) {
    await print(terminal, JSON.stringify(data));
  } else {
    const { statusLines } = await import('./status-lines.ts');
    for (const line of statusLines(parsed.data, terminal, systemClock.now())) {
      await print(terminal, line);
    }
  }
  return parsed.data.status === 'down' ? ExitCode.failure : ExitCode.ok;
}

/** For supervisors: quiet, and cheap for the hub. */
async function check(remote: Remote, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const reply = await remote.ask({ path: '/readyz' }, stop);
  if (reply.status === 200) return ExitCode.ok;
  complain(terminal, `${remote.name} is not ready: ${reply.text.slice(0, 200)}`);
  return ExitCode.failure;
}
