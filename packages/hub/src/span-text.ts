// How long something lasts, for people.

/** A unit of time, in both ways it is written. */
interface Unit {
  readonly seconds: number;
  readonly symbol: string;
  readonly name: string;
}

const SECOND: Unit = { seconds: 1, symbol: 's', name: 'second' };

const UNITS: readonly Unit[] = [
  { seconds: 86_400, symbol: 'd', name: 'day' },
  { seconds: 3_600, symbol: 'h', name: 'hour' },
  { seconds: 60, symbol: 'min', name: 'minute' },
];

/** So many of a unit: the largest of which there are two or more, or one exactly, else seconds. */
export interface Span extends Pick<Unit, 'symbol' | 'name'> {
  readonly count: number;
}

/** A length of time, rounded: 90 minutes are neither one hour nor two. */
export function spanOf(ms: number): Span {
  const total = Math.round(Math.abs(ms) / 1_000);
  const unit = UNITS.find(({ seconds }) => total >= 2 * seconds || total === seconds) ?? SECOND;
  return { count: Math.round(total / unit.seconds), symbol: unit.symbol, name: unit.name };
}

/** `45 s`, `3 min`, `2 h`, `5 d` */
export function spanText(ms: number): string {
  const { count, symbol } = spanOf(ms);
  return `${count} ${symbol}`;
}
