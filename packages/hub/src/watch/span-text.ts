// How long something lasts, for people.

const UNITS: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** `45 s`, `3 min`, `2 h`, `5 d`: in the largest unit of which there are two or more, else seconds. */
export function spanText(ms: number): string {
  const [unitMs, name] = UNITS.find(([unit]) => Math.abs(ms) >= 2 * unit) ?? [1_000, 's'];
  return `${Math.round(Math.abs(ms) / unitMs)} ${name}`;
}
