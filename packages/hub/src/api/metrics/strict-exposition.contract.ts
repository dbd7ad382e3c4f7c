// Reads metrics as a strict reader does: whatever Prometheus or OpenMetrics forbid is an error.
// Prometheus text format 0.0.4; OpenMetrics 1.0.

/** A family of metrics, as it was read. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly ReadSample[];
}

/** One line. */
export interface ReadSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL_NAME = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const TYPES = ['counter', 'gauge', 'histogram'];

/** Units that a name may end in, before `_total`; and the names of what has none. */
const UNITS =
  /_(?:seconds|bytes|ratio|celsius|volts|amperes|watts|joules|lux|pascals|dbm|grams|siemens_per_meter|grams_per_cubic_meter|info)$/;

/** All families of a text. @throws {Error} the line that is wrong. */
export function readExposition(
  text: string,
  format: 'prometheus' | 'openmetrics',
): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const lines = text.slice(0, -1).split('\n');
  if (format === 'openmetrics') {
    if (lines.pop() !== '# EOF') throw new Error('OpenMetrics ends with # EOF');
    if (lines.includes('')) throw new Error('OpenMetrics has no empty lines');
  }
  const reader = new Reader(format);
  for (const line of lines) {
    if (line !== '') reader.take(line);
  }
  reader.end();
  return reader.families;
}

interface Open {
  readonly name: string;
  help: string | undefined;
  type: string | undefined;
  readonly samples: ReadSample[];
}

class Reader {
  readonly families = new Map<string, Family>();
  readonly #format: string;
  readonly #seen = new Set<string>();
  #open: Open | undefined;

  constructor(format: string) {
    this.#format = format;
  }

  take(line: string): void {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment) {
      const [, kind = '', name = '', rest = ''] = comment;
      this.#describe(kind, name, rest, line);
    } else if (line.startsWith('#')) {
      throw new Error(`neither HELP nor TYPE: ${line}`);
    } else {
      this.#sample(line);
    }
  }

  end(): void {
    const open = this.#open;
    if (!open) return;
    const { name, type, help, samples } = open;
    if (type === undefined || help === undefined) throw new Error(`${name} lacks HELP or TYPE`);
    if (samples.length === 0) throw new Error(`${name} has no samples`);
    if (type === 'histogram') checkHistogram(open);
    this.families.set(name, { name, type, help, samples });
    this.#open = undefined;
  }

  #describe(kind: string, name: string, rest: string, line: string): void {
    if (!NAME.test(name)) throw new Error(`no name: ${line}`);
    if (this.#open?.name !== name) {
      this.end();
      if (this.families.has(name)) throw new Error(`${name} stands in two places`);
      this.#open = { name, help: undefined, type: undefined, samples: [] };
    }
    const open = this.#open;
    if (!open || open.samples.length > 0) throw new Error(`behind its samples: ${line}`);
    if (kind === 'HELP') {
      if (open.help !== undefined || open.type !== undefined) throw new Error(`late: ${line}`);
      if (/\\[^\\n]/.test(rest.replaceAll('\\\\', ''))) throw new Error(`escape: ${line}`);
      open.help = rest;
    } else {
      if (open.type !== undefined) throw new Error(`twice: ${line}`);
      if (!TYPES.includes(rest)) throw new Error(`no type: ${line}`);
      open.type = rest;
      this.#checkName(name, rest);
    }
  }

  #checkName(name: string, type: string): void {
    const isTotal = name.endsWith('_total');
    // OpenMetrics names the family without it, and each sample with it.
    const wantsTotal = type === 'counter' && this.#format === 'prometheus';
    if (isTotal !== wantsTotal) throw new Error(`${name}: _total is for counters`);
    if (type === 'histogram' && !UNITS.test(name)) throw new Error(`${name} has no unit`);
  }

  #sample(line: string): void {
    const match = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/.exec(line);
    const [, name = '', labelText, valueText = ''] = match ?? [];
    const open = this.#open;
    if (!match || !NAME.test(name) || !NUMBER.test(valueText))
      throw new Error(`no sample: ${line}`);
    if (!open || !namesOf(open, this.#format).includes(name)) throw new Error(`stray: ${line}`);
    const labels = labelText === undefined ? new Map<string, string>() : labelsIn(labelText, line);
    const identity = JSON.stringify([name, [...labels].toSorted(byName)]);
    if (this.#seen.has(identity)) throw new Error(`twice: ${line}`);
    this.#seen.add(identity);
    const value = Number(valueText.replace('Inf', 'Infinity'));
    if (open.type === 'counter' && !(value >= 0)) throw new Error(`less than nothing: ${line}`);
    open.samples.push({ name, labels, value });
  }
}

function namesOf({ name, type }: Open, format: string): readonly string[] {
  if (type === 'histogram') return ['_bucket', '_sum', '_count'].map((end) => name + end);
  return [type === 'counter' && format === 'openmetrics' ? `${name}_total` : name];
}

function labelsIn(text: string, line: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const pair = /([^=,]+)="((?:[^"\\]|\\[\\"n])*)"(,|$)/y;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    const [, name = '', value = '', end] = match ?? [];
    if (!match || !LABEL_NAME.test(name) || labels.has(name)) throw new Error(`labels: ${line}`);
    if (end === ',' && pair.lastIndex === text.length) throw new Error(`a comma too much: ${line}`);
    labels.set(name, value);
  }
  return labels;
}

/** Its steps grow, and the last holds all. */
function checkHistogram({ name, samples }: Open): void {
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`);
  const bounds = buckets.map(({ labels }) => Number(labels.get('le')?.replace('Inf', 'Infinity')));
  const counts = buckets.map(({ value }) => value);
  const count = samples.find((sample) => sample.name === `${name}_count`)?.value;
  if (!grows(bounds) || !grows(counts)) throw new Error(`${name}: its steps do not grow`);
  if (bounds.at(-1) !== Number.POSITIVE_INFINITY || counts.at(-1) !== count) {
    throw new Error(`${name}: +Inf does not hold all`);
  }
}

function grows(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0));
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
