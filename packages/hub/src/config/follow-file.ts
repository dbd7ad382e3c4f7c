// Takes over what somebody changes in the configuration by hand, and tells the log what came of it.

import { BleError, type Cancel, type Clock, type Log } from '@bluebell/ble/core';
import { ConfigError, formatProblem } from './config-error.ts';
import type { ChangeResult } from './config-file.ts';
import { watchFiles } from './file-stamps.ts';

/** A configuration that can be loaded anew. */
export interface Reloadable {
  readonly file: string;
  reload(): Promise<ChangeResult>;
}

/** Follows changes of the files that a configuration is made of, until it is told to end. */
export function followFile(
  config: Reloadable,
  paths: readonly string[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Cancel {
  return watchFiles(paths, clock, () => {
    config.reload().then(
      (result) => tell(result, config.file, log),
      (error: unknown) => tellTrouble(error, log),
    );
  });
}

function tell({ applied, restartRequired }: ChangeResult, file: string, log: Log): void {
  if (applied.length > 0) {
    log.info('CONFIG_APPLIED', `took over from ${file}: ${applied.join(', ')}`);
  }
  if (restartRequired.length > 0) {
    log.warn('CONFIG_RESTART', `in force only after a restart: ${restartRequired.join(', ')}`);
  }
}

function tellTrouble(error: unknown, log: Log): void {
  if (!(error instanceof BleError)) throw error;
  const problems = error instanceof ConfigError ? error.problems.map(formatProblem) : [];
  for (const problem of problems.length > 0 ? problems : [error.message]) {
    log.error('CONFIG', problem);
  }
  log.warn('CONFIG_KEPT', 'the last good configuration stays in force');
}
