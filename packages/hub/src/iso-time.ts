// Times as programs read them. All are `undefined` for a time that is unknown, or beyond what a date can hold, as
// in damaged recordings.

/** ISO 8601 in UTC, as `Date` writes it: ends in Z. */
export function utcTime(timeMs: number | undefined): string | undefined {
  const date = new Date(timeMs ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** ISO 8601 with offset, as our own messages have it. */
export function isoTime(timeMs: number | undefined): string | undefined {
  return utcTime(timeMs)?.replace('Z', '+00:00');
}
