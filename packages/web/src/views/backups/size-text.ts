// Sizes and dates as people read them.

const STEPS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `512 bytes`, `1.5 MB`. */
export function bytesText(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return '–';
  let size = bytes;
  let step = 0;
  while (size >= 999.5 && step < STEPS.length - 1) {
    size /= 1_000;
    step++;
  }
  const text = step === 0 || size >= 99.5 ? String(Math.round(size)) : size.toFixed(1);
  return `${text} ${STEPS[step]}`;
}

/** `31 January 2026, 12:00`, in the time of the reader. */
export function dateText(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  return date.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}
