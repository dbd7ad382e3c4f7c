// Times and numbers along the axes of a chart, in the words of the page and the zone of the reader.

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const MONTH_S = 28 * DAY_S;

/** As the rest of the page writes times. */
const LOCALE = 'en-GB';

const time = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const timeWithSeconds = new Intl.DateTimeFormat(LOCALE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric' });
const dayAndTime = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment in words, as exact as the stretch around it asks for. */
export function momentText(timeMs: number, stretchMs: number): string {
  const date = new Date(timeMs);
  return (stretchMs <= HOUR_S * 1_000 ? timeWithSeconds : dayAndTime).format(date);
}

/** Words under the ticks of a time axis: times within a day, the day where a new one begins. */
export function timeTicks(splits: readonly number[], stepS: number): readonly string[] {
  return splits.map((atS, i) => {
    const date = new Date(atS * 1_000);
    if (stepS >= MONTH_S) return month.format(date);
    if (stepS >= DAY_S) return day.format(date);
    const before = splits[i - 1];
    const isNewDay = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
    if (isNewDay && (before === undefined || stepS <= 12 * HOUR_S)) return day.format(date);
    return (stepS < 60 ? timeWithSeconds : time).format(date);
  });
}

/** Words beside the ticks of a number axis: as many digits as tell one tick from the next. */
export function numberTicks(splits: readonly number[]): readonly string[] {
  const [first = 0, second = first + 1] = splits;
  const step = Math.abs(second - first);
  const digits = step > 0 && step < 1 ? Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)) : 0;
  const numbers = new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // Adding 0 turns -0 into 0.
  return splits.map((value) => numbers.format(value + 0));
}
