// How the program ends: one number for each way, as scripts expect them.

import { BleError } from '@bluebell/ble/core';
import { errorText } from '../error-text.ts';
import { clean } from '../plain-text.ts';
import { complain, type Terminal } from './terminal.ts';

/** Exit codes. 130 is what shells give for SIGINT. */
export const ExitCode = {
  ok: 0,
  failure: 1,
  usage: 2,
  unreachable: 3,
  /** Somebody wants it to begin anew: supervisors that restart what failed do so. */
  restart: 75,
  interrupted: 130,
} as const;

/** Exit codes by the code of the error that ends the program; all others are failures. */
const BY_ERROR: Readonly<Record<string, number>> = {
  USAGE: ExitCode.usage,
  CONFIG: ExitCode.usage,
  UNREACHABLE: ExitCode.unreachable,
};

/** Why the program was asked to stop: the reason of its abort signal. */
export const StopReason = {
  interrupted: Symbol('interrupted'),
  /** Nobody reads what we print, such as `head` once it has enough. */
  readerGone: Symbol('reader gone'),
} as const;

/** The exit code for an error, or for the reason of a stop. */
export function exitCodeOf(error: unknown): number {
  if (error === StopReason.interrupted) return ExitCode.interrupted;
  if (error === StopReason.readerGone) return ExitCode.ok;
  return error instanceof BleError ? (BY_ERROR[error.code] ?? ExitCode.failure) : ExitCode.failure;
}

/** The exit code of work that is done, or that was stopped before. */
export function exitCodeAfter(stop: AbortSignal): number {
  return stop.aborted ? exitCodeOf(stop.reason) : ExitCode.ok;
}

/** An error as a person reads it: what went wrong, without a stack. */
export function messageOf(error: unknown): string {
  const message = errorText(error);
  return message.split('\n').map(clean).join('\n');
}

/** Ends the program after an error of our own making. Its stack shows where the log level is debug. */
export function crash(error: Error, terminal: Terminal): never {
  terminal.screen?.leave();
  const isTold = terminal.env.BLUEBELL_LOG__LEVEL === 'debug';
  complain(terminal, `this should not happen: ${messageOf(isTold ? error.stack : error)}`);
  if (!isTold) complain(terminal, 'BLUEBELL_LOG__LEVEL=debug in the environment shows where');
  process.exit(ExitCode.failure);
}
