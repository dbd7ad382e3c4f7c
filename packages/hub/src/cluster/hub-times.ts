// The clocks of other hubs: they differ by minutes, and a message may be a minute on its way.

/** How long a difference is believed without a sample that confirms it. */
const SAMPLING_MS = 60_000;

interface Times {
  readonly run: string;
  sinceMs: number;
  /** The least that our clock was ahead of theirs, in this stretch of samples and in the one before. */
  leastMs: number;
  beforeMs: number;
}

/**
 * Learns how far other clocks are from ours, from what each hub says of its own: of several messages the
 * one that was fastest is nearest to the truth, so that a late one is known to be late.
 */
export class HubTimes {
  readonly #hubs = new Map<string, Times>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes that a hub, in this run of it, sent something at a moment of its clock. */
  note(hubId: string, run: string, sentMs: number, nowMs: number): void {
    const aheadMs = nowMs - sentMs;
    const known = this.#hubs.get(hubId);
    if (!known || known.run !== run) {
      if (!known && this.#hubs.size >= this.#limit) return;
      const beforeMs = Number.POSITIVE_INFINITY;
      this.#hubs.set(hubId, { run, sinceMs: nowMs, leastMs: aheadMs, beforeMs });
    } else if (nowMs - known.sinceMs < SAMPLING_MS) {
      known.leastMs = Math.min(known.leastMs, aheadMs);
    } else {
      known.beforeMs = known.leastMs;
      known.leastMs = aheadMs;
      known.sinceMs = nowMs;
    }
  }

  /** A moment of another hub on our clock. Of a hub that nothing was noted of, as it was sent just now. */
  toOurs(hubId: string, timeMs: number, sentMs: number, nowMs: number): number {
    const known = this.#hubs.get(hubId);
    const aheadMs = known ? Math.min(known.leastMs, known.beforeMs) : nowMs - sentMs;
    return Math.min(nowMs, timeMs + aheadMs);
  }
}
