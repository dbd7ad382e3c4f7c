// How long a device is usually silent between two adverts: learnt in bounded memory, and sure of
// itself only after a while.

/** Each bucket's gaps are up to 1.41 times as long as those of the one before, from one second on. */
const BUCKETS_PER_OCTAVE = 2;
/** The last holds all gaps of 18 hours and more. */
const BUCKETS = 33;

/** Within so much of all time, gaps are no longer than what is learnt. */
const PART_OF_TIME = 0.95;

/** Older gaps fade once so much time is remembered, or so many gaps of a device that speaks rarely. */
const MEMORY_MS = 24 * 3_600_000;
const MEMORY_GAPS = 16;

/** What is learnt is believed after so long, and so many gaps of its length. */
const SURE_AFTER_MS = 30 * 60_000;
const SURE_AFTER_GAPS = 4;

/** One gap far out of the ordinary counts for so many of the learnt ones: nobody may have listened. */
const MOST_GAPS_IN_ONE = 4;

/** No gap up to this one is out of the ordinary. */
const ORDINARY_MS = 5 * 60_000;

/** A bucket that is not empty: how much time its gaps took, and how many they were. */
export type SavedGaps = readonly (readonly [bucket: number, weightMs: number, count: number])[];

/**
 * Gaps are weighed by their length: copies of one advert within seconds tell nothing of the minutes
 * until the next, however many they are.
 */
export class GapHistogram {
  readonly #weights = new Float64Array(BUCKETS);
  readonly #counts = new Float64Array(BUCKETS);
  #totalMs = 0;
  /** Learnt from what the rest holds, when somebody asks. */
  #interval: number | undefined;
  #isStale = false;

  /** What `save` gave. */
  static restore(saved: SavedGaps): GapHistogram {
    const gaps = new GapHistogram();
    for (const [bucket, weightMs, count] of saved) {
      if (bucket >= BUCKETS) continue;
      gaps.#weights[bucket] = weightMs;
      gaps.#counts[bucket] = count;
      gaps.#totalMs += weightMs;
    }
    gaps.#isStale = true;
    return gaps;
  }

  /** Notes one gap. Those of clocks that were set back are none. */
  note(gapMs: number): void {
    if (!(gapMs > 0)) return;
    // Most gaps are short, and every advert has one: what is learnt is asked for where it counts.
    const known = gapMs < ORDINARY_MS ? this.#interval : this.intervalMs;
    const isOdd = known !== undefined && gapMs > ORDINARY_MS;
    const weightMs = isOdd ? Math.min(gapMs, MOST_GAPS_IN_ONE * known) : gapMs;
    const bucket = bucketOf(gapMs);
    this.#weights[bucket] = (this.#weights[bucket] ?? 0) + weightMs;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + weightMs / gapMs;
    this.#totalMs += weightMs;
    this.#isStale = true;
    if (this.#totalMs > Math.max(MEMORY_MS, MEMORY_GAPS * (known ?? 0))) this.#fade();
  }

  /** The time that nearly all silences keep within, in milliseconds; `undefined` until it is sure. */
  get intervalMs(): number | undefined {
    if (this.#isStale) {
      this.#isStale = false;
      this.#interval = this.#learnt();
    }
    return this.#interval;
  }

  /** How much time was watched. */
  get totalMs(): number {
    return this.#totalMs;
  }

  /** As plain data. */
  save(): SavedGaps {
    const saved: (readonly [number, number, number])[] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const weightMs = this.#weights[bucket] ?? 0;
      const count = Math.round((this.#counts[bucket] ?? 0) * 100) / 100;
      if (weightMs > 0) saved.push([bucket, Math.round(weightMs), count]);
    }
    return saved;
  }

  #learnt(): number | undefined {
    if (this.#totalMs < SURE_AFTER_MS) return undefined;
    let left = (1 - PART_OF_TIME) * this.#totalMs;
    for (let bucket = BUCKETS - 1; bucket >= 0; bucket--) {
      const weightMs = this.#weights[bucket] ?? 0;
      left -= weightMs;
      if (weightMs === 0 || left > 0) continue;
      const count = this.#counts[bucket] ?? 0;
      const intervalMs = count > 0 ? weightMs / count : weightMs;
      return this.#totalMs >= SURE_AFTER_GAPS * intervalMs ? Math.round(intervalMs) : undefined;
    }
    return undefined;
  }

  #fade(): void {
    this.#totalMs = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const weightMs = (this.#weights[bucket] ?? 0) / 2;
      this.#weights[bucket] = weightMs;
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) / 2;
      this.#totalMs += weightMs;
    }
  }
}

function bucketOf(gapMs: number): number {
  const octaves = Math.log2(gapMs / 1_000);
  const bucket = Math.floor(octaves * BUCKETS_PER_OCTAVE) + 1;
  return Math.min(BUCKETS - 1, Math.max(0, bucket));
}
