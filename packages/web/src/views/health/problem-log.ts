// The log as the page holds it: bounded, and found by words.

/** A line of the log. */
export interface LogLine {
  readonly time: string | null;
  readonly level: string;
  readonly code: string;
  readonly message: string;
}

/** The least important last. */
export const LEVELS = ['error', 'warn', 'info', 'debug', 'trace'] as const;
export type Level = (typeof LEVELS)[number];
const BY_WEIGHT: readonly string[] = LEVELS;

/** Lines that are kept. */
export const MOST_LINES = 500;

/** The lines with one more: the newest first. */
export function withLine<Line extends LogLine>(
  lines: readonly Line[],
  line: Line,
): readonly Line[] {
  return [line, ...lines.slice(0, MOST_LINES - 1)];
}

/** Lines of a level or a more important one that hold all words. What has another level is always shown. */
export function linesFound<Line extends LogLine>(
  lines: readonly Line[],
  least: Level,
  search: string,
): readonly Line[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const most = BY_WEIGHT.indexOf(least);
  return lines.filter(({ level, code, message }) => {
    if (BY_WEIGHT.indexOf(level) > most) return false;
    const text = `${level} ${code} ${message}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
