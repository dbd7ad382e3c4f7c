// Who hears a device, and who hears it best: few, and only those that heard it lately.

import type { Heard } from './device.ts';

/** Receivers remembered of one device; the one that heard it longest ago gives way. */
export const MAX_RECEIVERS = 16;

/** One that has not heard it for so long, or for so many learnt intervals, is no receiver of it. */
const LATELY_MS = 10 * 60_000;
const LATELY_INTERVALS = 3;

/** Another receiver is better only by so much: what is equal does not change to and fro. */
const HYSTERESIS_DB = 6;

/** The best one is given up after it missed so many adverts that others heard, and so much time. */
const MISSED_ADVERTS = 3;
const MISSED_MS = 30_000;

/** Adverts closer together are copies of one. */
const COPIES_MS = 3_000;

/** How much one advert counts for the average: strengths jump by 10 dB when somebody walks by. */
const SMOOTHING = 0.25;

/** Strength of what was heard without telling how strong: weaker than all that tells. */
const UNTOLD_DBM = -110;

interface Ear {
  readonly receiver: string;
  rssiDbm: number | undefined;
  averageDbm: number;
  lastSeenMs: number;
  /** The same on the line of time that nobody sets. */
  steadyMs: number;
}

/** The receivers of one device. */
export class Receivers {
  readonly #ears = new Map<string, Ear>();
  #best: Ear | undefined;
  /** Adverts that others heard since the best one heard any. */
  #missed = 0;
  #missedAtMs = 0;

  /** The receiver that hears it best. */
  get best(): Pick<Ear, 'receiver' | 'rssiDbm'> | undefined {
    return this.#best;
  }

  /** One of them heard it. */
  heard(receiver: string, rssiDbm: number | undefined, timeMs: number, steadyMs: number): void {
    const strengthDbm = rssiDbm ?? UNTOLD_DBM;
    let ear = this.#ears.get(receiver);
    if (ear) {
      ear.rssiDbm = rssiDbm;
      ear.averageDbm += (strengthDbm - ear.averageDbm) * SMOOTHING;
      ear.lastSeenMs = timeMs;
      ear.steadyMs = steadyMs;
    } else {
      ear = { receiver, rssiDbm, averageDbm: strengthDbm, lastSeenMs: timeMs, steadyMs };
      this.#ears.set(receiver, ear);
      if (this.#ears.size > MAX_RECEIVERS) this.#dropOldest();
    }
    if (ear !== this.#best) this.#compare(ear);
    else this.#missed = 0;
  }

  /** Those that heard it lately, and of other hubs: the best first. */
  list(nowMs: number, intervalMs: number | undefined, elsewhere: readonly Heard[]): Heard[] {
    const latelyMs = Math.max(LATELY_MS, LATELY_INTERVALS * (intervalMs ?? 0));
    const best: Heard[] = [];
    const others: Heard[] = [...elsewhere];
    for (const ear of this.#ears.values()) {
      const { receiver, rssiDbm, lastSeenMs, steadyMs } = ear;
      const isBest = ear === this.#best;
      if (!isBest && nowMs - steadyMs > latelyMs) this.#ears.delete(receiver);
      else if (rssiDbm !== undefined)
        (isBest ? best : others).push({ receiver, rssiDbm, lastSeenMs });
    }
    if (others.length > 1) others.sort((one, other) => other.rssiDbm - one.rssiDbm);
    return [...best, ...others].slice(0, MAX_RECEIVERS);
  }

  #compare(ear: Ear): void {
    const best = this.#best;
    if (
      best &&
      ear.averageDbm < best.averageDbm + HYSTERESIS_DB &&
      !this.#isGone(best, ear.steadyMs)
    ) {
      return;
    }
    this.#best = ear;
    this.#missed = 0;
  }

  /** Whether others go on hearing what the best one does not. */
  #isGone(best: Ear, nowMs: number): boolean {
    if (nowMs - this.#missedAtMs >= COPIES_MS || this.#missed === 0) {
      this.#missed++;
      this.#missedAtMs = nowMs;
    }
    return this.#missed > MISSED_ADVERTS && nowMs - best.steadyMs >= MISSED_MS;
  }

  #dropOldest(): void {
    let oldest: Ear | undefined;
    for (const ear of this.#ears.values()) {
      if (ear !== this.#best && (!oldest || ear.steadyMs < oldest.steadyMs)) oldest = ear;
    }
    if (oldest) this.#ears.delete(oldest.receiver);
  }
}
