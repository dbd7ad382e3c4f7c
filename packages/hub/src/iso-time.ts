// Times as programs read them.

/** ISO 8601 with offset; `undefined` for a time beyond what a date can hold, as in damaged recordings. */
export function isoTime(timeMs: number | undefined): string | undefined {
  if (timeMs === undefined) return undefined;
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('Z', '+00:00');
}
