// Seconds as Tasmota counts them for sensors: of the place, without saying which.

const MS_A_MINUTE = 60_000;

/** Seconds since 1970, counted as if the clock on the wall showed UTC; 0 for times beyond all dates. */
export function localEpochSeconds(timeMs: number): number {
  const seconds = Math.floor((timeMs - new Date(timeMs).getTimezoneOffset() * MS_A_MINUTE) / 1_000);
  return Number.isNaN(seconds) ? 0 : seconds;
}
