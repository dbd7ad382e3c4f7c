// What the hub says of itself: lines for people, or JSON for programs.

import { type Clock, type Log, type LogFields, systemClock } from '@bluebell/ble/core';
import pino from 'pino';
import { withoutSecrets } from './log-fields.ts';
import { clean, timeOfDay } from './plain-text.ts';

/** Levels by weight, as pino counts them. */
const LEVELS = { debug: 20, info: 30, warn: 40, error: 50 } as const;

/** The least important level that is written. */
export type LogLevel = keyof typeof LEVELS;

/** Whether a text names a level. */
export function isLogLevel(text: string | undefined): text is LogLevel {
  return text !== undefined && Object.hasOwn(LEVELS, text);
}

/** How and where to write. */
export interface LogOptions {
  readonly level: LogLevel;
  /** `pretty`: local time, level, code and message; `json`: an object a line, time in UTC. */
  readonly format: 'pretty' | 'json';
  readonly clock?: Clock;
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

/** A log that writes to an output. What is secret by its kind or its name shows in neither form. */
export function createLog(options: LogOptions, output: LogOutput): Log {
  const writeEntry = options.format === 'json' ? jsonWriter(output) : prettyWriter(output);
  const { level, clock = systemClock } = options;
  const line =
    (name: LogLevel): Log[LogLevel] =>
    (code, message, fields = {}) => {
      if (LEVELS[name] < LEVELS[level]) return;
      writeEntry({ name, code, message, fields: withoutSecrets(fields), timeMs: clock.now() });
    };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

interface Entry {
  readonly name: LogLevel;
  readonly code: string;
  readonly message: string;
  readonly fields: LogFields;
  readonly timeMs: number;
}

function prettyWriter(output: LogOutput) {
  return ({ name, code, message, fields, timeMs }: Entry) => {
    const facts = Object.entries(fields).map(([key, value]) => ` ${key}=${String(value)}`);
    const text = clean(`${message}${facts.join('')}`);
    output.write(`${timeOfDay(timeMs)} ${name.padEnd(5)} ${code}  ${text}`);
  };
}

function jsonWriter(output: LogOutput) {
  const logger = pino(
    {
      level: 'debug',
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    output,
  );
  return ({ name, code, message, fields, timeMs }: Entry) => {
    logger[name]({ time: new Date(timeMs).toISOString(), code, ...fields }, message);
  };
}
