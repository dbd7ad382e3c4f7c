// Times as Tasmota writes them.

/** `2025-01-10T11:00:00` in UTC. */
export function utcTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19);
}

/** The same in the time of this machine. */
export function localTime(timeMs: number): string {
  return utcTime(timeMs - new Date(timeMs).getTimezoneOffset() * 60_000);
}

/** `1T02:03:04`: a day and some. */
export function upTime(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const days = Math.floor(seconds / 86_400);
  return `${days}T${new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19)}`;
}
