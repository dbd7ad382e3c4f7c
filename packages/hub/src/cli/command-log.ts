// The log of commands that are over soon: what goes wrong, on standard error.

import type { Log } from '@bluebell/ble/core';
import { createLog, isLogLevel, type LogLevel, LogOutput } from '../log.ts';
import type { StatusLine } from './status-line.ts';
import type { Terminal } from './terminal.ts';

/** Where such a log is written to. @param status is taken away before each line. */
export function logOutput({ stderr }: Pick<Terminal, 'stderr'>, status?: StatusLine): LogOutput {
  return new LogOutput((line) => {
    status?.clear();
    stderr.write(`${line}\n`);
  });
}

/**
 * Errors, unless BLUEBELL_LOG__LEVEL asks for more: what is worth a warning in a hub, the command itself
 * tells its user when it fails.
 *
 * @param usual the level unless it asks: more for commands that go on where something is wrong.
 */
export function commandLog(
  { env }: Pick<Terminal, 'env'>,
  output: LogOutput,
  usual: LogLevel = 'error',
): Log {
  const level = env.BLUEBELL_LOG__LEVEL;
  return createLog({ level: isLogLevel(level) ? level : usual, format: 'pretty' }, output);
}
