// Runs the program in this process: its signals, its streams, its end.

import { crash, exitCodeOf, messageOf, StopReason } from './exit.ts';
import { createProgram } from './program.ts';
import { complain, processTerminal } from './terminal.ts';

/** A signal within this time after another is the same one, heard twice. */
const ECHO_MS = 1_000;

/** How long what is left over, such as a socket that will not close, may keep the process. */
const LINGER_MS = 300;

/** What streams say when the reader at the other end, such as `head` or a terminal, is gone. */
const READER_GONE: readonly unknown[] = ['EPIPE', 'EIO'];

/** Runs the command that the arguments name, until it ends or is told to. */
export async function main(): Promise<void> {
  const stop = new AbortController();
  stopOnSignals(stop);
  stopWithoutReader(stop);
  giveScreenBack();
  process.on('uncaughtException', (error) => crash(error, processTerminal));
  try {
    process.exitCode = await createProgram(processTerminal, stop.signal).run(process.argv);
  } catch (error) {
    complain(processTerminal, messageOf(error));
    process.exitCode = exitCodeOf(error);
  }
  leaveSoon();
}

function stopOnSignals(stop: AbortController): void {
  let signalledMs = Number.NEGATIVE_INFINITY;
  const onSignal = () => {
    // A terminal tells its whole group, and launchers pass on what they are told: it comes twice.
    if (performance.now() - signalledMs < ECHO_MS) return;
    if (stop.signal.aborted) process.exit(exitCodeOf(StopReason.interrupted));
    signalledMs = performance.now();
    stop.abort(StopReason.interrupted);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

function stopWithoutReader(stop: AbortController): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!READER_GONE.includes(error.code)) throw error;
      stop.abort(StopReason.readerGone);
    });
  }
}

/** At the end, and while the user has put us aside with Ctrl-Z. */
function giveScreenBack(): void {
  process.on('exit', () => processTerminal.screen?.leave());
  process.on('SIGTSTP', () => {
    processTerminal.screen?.leave();
    process.kill(process.pid, 'SIGSTOP');
  });
  process.on('SIGCONT', () => processTerminal.screen?.take());
}

/** Once all is printed, whatever else is still open. */
function leaveSoon(): void {
  const leave = () => (process.stdout.writableLength > 0 ? leaveSoon() : process.exit());
  setTimeout(leave, LINGER_MS).unref();
}
