// How lines of the log look: for people, for programs, for the journal of systemd.

import { fstatSync } from 'node:fs';
import pino from 'pino';
import { clean, timeOfDay } from '../plain-text.ts';
import type { LogEntry } from './entry.ts';
import type { LogLevel } from './levels.ts';

/**
 * `pretty`: local time, level, code and message; `json`: an object a line, time in UTC; `journal`: the
 * weight as syslog numbers it, code and message: the journal knows the time.
 */
export type LogFormat = 'pretty' | 'json' | 'journal';

type Write = (line: string) => void;

/** What writes entries in a format. */
export function formatWriter(format: LogFormat, write: Write): (entry: LogEntry) => void {
  return FORMATS[format](write);
}

const FORMATS: Readonly<Record<LogFormat, (write: Write) => (entry: LogEntry) => void>> = {
  pretty: (write) => (entry) => {
    write(`${timeOfDay(entry.timeMs)} ${entry.level.padEnd(5)} ${plainLine(entry)}`);
  },
  json: jsonWriter,
  journal: (write) => (entry) => write(`<${PRIORITY[entry.level]}>${plainLine(entry)}`),
};

/** Priorities of syslog, RFC 5424, 6.2.1, as systemd reads them: sd-daemon(3). */
const PRIORITY: Readonly<Record<LogLevel, number>> = {
  error: 3,
  warn: 4,
  info: 6,
  debug: 7,
  trace: 7,
};

function plainLine({ code, message, fields }: LogEntry): string {
  const facts = Object.entries(fields).map(([key, value]) => ` ${key}=${String(value)}`);
  return `${code}  ${clean(`${message}${facts.join('')}`)}`;
}

function jsonWriter(write: Write) {
  const logger = pino(
    {
      level: 'trace',
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return ({ level, code, message, fields, timeMs, repeats }: LogEntry) => {
    const counted = repeats === undefined ? {} : { repeats };
    logger[level]({ time: new Date(timeMs).toISOString(), code, ...counted, ...fields }, message);
  };
}

/** What decides where the user leaves it to us. */
export interface LogSurroundings {
  readonly isTTY: boolean;
  /** Device and inode of the journal, as systemd tells those whose output goes there. */
  readonly journal?: string | undefined;
  /** Device and inode of what we write to. */
  readonly stream?: string | undefined;
}

/** The format to use: `auto` is for people on a terminal, else for whoever reads it. */
export function logFormat(
  wanted: LogFormat | 'auto',
  { isTTY, journal, stream }: LogSurroundings,
): LogFormat {
  if (wanted !== 'auto') return wanted;
  if (isTTY) return 'pretty';
  return journal !== undefined && journal === stream ? 'journal' : 'json';
}

/** Device and inode of our standard error; `undefined` where the system has none. */
export function standardErrorStream(): string | undefined {
  try {
    const { dev, ino } = fstatSync(2);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
