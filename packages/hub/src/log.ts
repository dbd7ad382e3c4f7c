// What the hub says of itself: lines for people, or JSON for programs.

import { type Clock, type Log, systemClock } from '@bluebell/ble/core';
import type { LogEntry } from './log/entry.ts';
import { Folding } from './log/folding.ts';
import { formatWriter, type LogFormat } from './log/formats.ts';
import { LevelFilter, type LogLevel, type PartLevels } from './log/levels.ts';
import { withoutSecrets } from './log-fields.ts';

export type { LogEntry } from './log/entry.ts';
export { type LogFormat, logFormat, standardErrorStream } from './log/formats.ts';
export { isLogLevel, type LogLevel, type PartLevels, partOf } from './log/levels.ts';

/** How and where to write. */
export interface LogOptions {
  readonly level: LogLevel;
  /** Levels of single parts of the hub. */
  readonly levels?: PartLevels;
  readonly format: LogFormat;
  readonly clock?: Clock;
  /** Whether problems that come again are counted instead of told; such a log must be closed. */
  readonly foldsRepeats?: boolean;
}

/** The log of a hub. */
export interface HubLog extends Log {
  /** What is of interest only to whoever looks for one fault. */
  trace: Log['debug'];
  /** Other levels from now on. */
  setLevels(level: LogLevel, levels?: PartLevels): void;
  /** Calls for everything that is written, save what is secret; gives a function that ends this. */
  onEntry(listener: (entry: LogEntry) => void): () => void;
  /** Tells what was only counted so far. */
  close(): void;
}

/** Where finished lines go. It may change while the hub runs: a full-screen view takes them over. */
export class LogOutput {
  #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** Takes one line, without its line break. */
  readonly write = (line: string): void => {
    this.#write(line.trimEnd());
  };

  /** Sends lines elsewhere from now on; gives a function that takes this back. */
  redirect(write: (line: string) => void): () => void {
    const before = this.#write;
    this.#write = write;
    return () => {
      this.#write = before;
    };
  }
}

/** Messages that let in whoever reads them: for the log itself, and not for those who ask the hub about it. */
const FOR_THE_LOG_ALONE: ReadonlySet<string> = new Set(['WEB_SETUP']);

/** A log that writes to an output. What is secret by its kind or its name shows in no form. */
export function createLog(options: LogOptions, output: LogOutput): HubLog {
  const { clock = systemClock } = options;
  const filter = new LevelFilter(options.level, options.levels);
  const listeners = new Set<(entry: LogEntry) => void>();
  const writeLine = formatWriter(options.format, output.write);
  const write = (entry: LogEntry) => {
    writeLine(entry);
    if (FOR_THE_LOG_ALONE.has(entry.code)) return;
    for (const listener of listeners) listener(entry);
  };
  const folding = options.foldsRepeats ? new Folding(clock, write) : undefined;
  const line =
    (level: LogLevel): Log['debug'] =>
    (code, message, fields = {}) => {
      if (!filter.isWritten(level, code)) return;
      const entry = { level, code, message, fields: withoutSecrets(fields), timeMs: clock.now() };
      if (folding) folding.take(entry);
      else write(entry);
    };
  return {
    trace: line('trace'),
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    setLevels: (level, levels = {}) => filter.set(level, levels),
    onEntry(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => folding?.flush(),
  };
}
