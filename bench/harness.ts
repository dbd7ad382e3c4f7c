// Measures how fast something is. A bench is a file `*.bench.ts` whose default export gives figures.

/** Does a batch of work once, and says how many items it was. At best some milliseconds long. */
export type Work = () => number | Promise<number>;

/** One line of a bench's table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `/s`, `×`, `MB` … */
  readonly unit: string;
  /** What the value should reach. */
  readonly atLeast?: number;
  /** What it should not pass. */
  readonly atMost?: number;
}

/** What a bench file exports as its default. */
export type Bench = () => Promise<readonly Figure[]>;

/** How thoroughly to measure. */
export interface MeasureOptions {
  /** Rounds of which the middle one counts. Default 7. */
  readonly rounds?: number;
  /** Work of one round goes on for at least this long. Default 150 ms; the warm-up, twice that. */
  readonly roundMs?: number;
  /** Milliseconds since whenever. */
  readonly now?: () => number;
}

/** Items a second: the median of several rounds, after a warm-up. */
export async function rateOf(work: Work, options: MeasureOptions = {}): Promise<number> {
  const [rates = []] = await roundsOf([work], options);
  return median(rates);
}

/** Two ways to do the same. */
export interface Comparison {
  /** What is done: `encrypted MiBeacon, event to result`. */
  readonly name: string;
  readonly ours: Work;
  readonly theirs: Work;
  /** What `theirs` is: `node:crypto opening the same payload`. */
  readonly against: string;
  /** The ratio that is asked for. */
  readonly atLeast?: number;
}

/**
 * Measures both in turn, round by round, so that a busy machine slows both alike; the ratio is the
 * median of the rounds' ratios, not the ratio of two medians.
 */
export async function compare(
  { name, ours, theirs, against, atLeast }: Comparison,
  options: MeasureOptions = {},
): Promise<readonly Figure[]> {
  const [ourRates = [], theirRates = []] = await roundsOf([ours, theirs], options);
  const ratios = ourRates.map((rate, round) => rate / (theirRates[round] ?? Number.NaN));
  return [
    { name, value: median(ourRates), unit: '/s' },
    { name: against, value: median(theirRates), unit: '/s' },
    {
      name: `${name}: times as fast`,
      value: median(ratios),
      unit: '×',
      ...(atLeast === undefined ? {} : { atLeast }),
    },
  ];
}

/** The figures of a bench as lines of text; what misses its target says so. */
export function tableOf(title: string, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${rounded(figure.value)} ${figure.unit}`,
    targetOf(figure),
    verdictOf(figure),
  ]);
  const [nameWidth = 0, valueWidth = 0, targetWidth = 0] = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map(([name = '', value = '', target = '', verdict = '']) =>
    [name.padEnd(nameWidth), value.padStart(valueWidth), target.padEnd(targetWidth), verdict]
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The rates of each work, by round. */
async function roundsOf(
  works: readonly Work[],
  { rounds = 7, roundMs = 150, now = () => performance.now() }: MeasureOptions,
): Promise<readonly (readonly number[])[]> {
  for (const work of works) await round(work, 2 * roundMs, now);
  const rates = works.map((): number[] => []);
  for (let count = 0; count < rounds; count++) {
    for (const [at, work] of works.entries()) rates[at]?.push(await round(work, roundMs, now));
  }
  return rates;
}

async function round(work: Work, roundMs: number, now: () => number): Promise<number> {
  const startMs = now();
  let items = 0;
  let elapsedMs = 0;
  while (elapsedMs < roundMs) {
    const done = work();
    items += typeof done === 'number' ? done : await done;
    elapsedMs = now() - startMs;
  }
  return (items / elapsedMs) * 1_000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [Math.floor(middle), Math.ceil(middle)].map(
    (at) => sorted[at],
  );
  return (low + high) / 2;
}

function targetOf({ atLeast, atMost }: Figure): string {
  if (atLeast !== undefined) return `at least ${rounded(atLeast)}`;
  return atMost === undefined ? '' : `at most ${rounded(atMost)}`;
}

function verdictOf({ value, atLeast, atMost }: Figure): string {
  if (atLeast === undefined && atMost === undefined) return '';
  if (value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity)) return 'ok';
  return atLeast === undefined ? 'ABOVE TARGET' : 'BELOW TARGET';
}

/** Three digits that count, and commas between thousands. */
function rounded(value: number): string {
  const digits = value >= 100 ? 0 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
