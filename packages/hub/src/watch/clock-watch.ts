// Follows the wall clock when it is set: at the start before the network tells the time, after sleep, by hand.

import type { Cancel, Log, SteppedClock } from '@bluebell/ble/core';
import type { ComponentHealth, HealthSource } from '../api/health.ts';
import { spanText } from '../span-text.ts';

/** Less is the wear of two clocks against each other: followed once it has come to so much. */
const JUMP_MS = 1_000;

const CHECK_EVERY_MS = 2_000;

/** How long a jump is worth a word. */
const WORTH_A_WORD_MS = 600_000;

/** How long a clock must not have jumped to be believed where much depends on it. */
const SETTLED_AFTER_MS = 3_600_000;

/** No clock that was ever set shows an earlier time than this program was written at. */
const PLAUSIBLE_FROM_MS = Date.UTC(2026, 0, 1);

/** What watching takes. */
export interface ClockWatchParts {
  readonly log: Log;
  /** Default: the earliest time that can be. */
  readonly plausibleFromMs?: number;
}

/** Lets a clock go by the wall clock, in steps that are told. */
export class ClockWatch implements HealthSource {
  readonly #clock: SteppedClock;
  readonly #log: Log;
  readonly #plausibleFromMs: number;
  readonly #listeners = new Set<(deltaMs: number) => void>();
  readonly #startMs: number;
  #last: { readonly deltaMs: number; readonly atMs: number } | undefined;
  #jumps = 0;
  #cancel: Cancel;

  /** Begins to watch. */
  constructor(clock: SteppedClock, { log, plausibleFromMs = PLAUSIBLE_FROM_MS }: ClockWatchParts) {
    this.#clock = clock;
    this.#log = log;
    this.#plausibleFromMs = plausibleFromMs;
    this.#startMs = clock.steady();
    this.#cancel = this.#checkLater();
  }

  /** How often the clock was set since the start. */
  get jumps(): number {
    return this.#jumps;
  }

  /** Whether the time can be relied on: it is one that can be, and nobody has set it for an hour. */
  get isSettled(): boolean {
    const sinceMs = this.#sinceLastMs;
    return this.#isPlausible && (sinceMs === undefined || sinceMs >= SETTLED_AFTER_MS);
  }

  /**
   * Tells of each jump once `now` went by it, negative for back. Ages need no such word: they are measured
   * with `steady`.
   */
  onJump(listener: (deltaMs: number) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  health(): readonly ComponentHealth[] {
    return [{ name: 'clock', ...this.#health() }];
  }

  /** Leaves the clock alone from now on. */
  close(): void {
    this.#cancel();
  }

  get #isPlausible(): boolean {
    return this.#clock.now() >= this.#plausibleFromMs;
  }

  get #sinceLastMs(): number | undefined {
    return this.#last && this.#clock.steady() - this.#last.atMs;
  }

  #health(): Omit<ComponentHealth, 'name'> {
    const sinceMs = this.#sinceLastMs;
    const nowMs = this.#clock.now();
    const changedMs = nowMs - (sinceMs ?? this.#clock.steady() - this.#startMs);
    if (!this.#isPlausible) {
      return {
        status: 'degraded',
        sinceMs: changedMs,
        detail: `the clock shows ${new Date(nowMs).toISOString()}, which cannot be: times that are told are wrong`,
        nextStep: 'Set the clock of this machine, or let it ask a time server (NTP).',
      };
    }
    if (this.#last && sinceMs !== undefined && sinceMs < WORTH_A_WORD_MS) {
      return {
        status: 'degraded',
        sinceMs: changedMs,
        detail: `the clock was set ${jumpText(this.#last.deltaMs)}; history may have a gap or an overlap there`,
        nextStep:
          'Nothing, if the machine has just started or woken up; otherwise see why its time is corrected (NTP).',
      };
    }
    return { status: 'ok', sinceMs: changedMs, detail: 'the clock runs evenly' };
  }

  #checkLater(): Cancel {
    return this.#clock.after(CHECK_EVERY_MS, () => {
      this.#cancel = this.#checkLater();
      this.#check();
    });
  }

  #check(): void {
    if (Math.abs(this.#clock.lagMs) <= JUMP_MS) return;
    const deltaMs = this.#clock.catchUp();
    this.#jumps++;
    this.#last = { deltaMs, atMs: this.#clock.steady() };
    this.#log.warn('CLOCK_JUMPED', `the clock was set ${jumpText(deltaMs)}: following it`, {
      deltaMs: Math.round(deltaMs),
    });
    for (const listener of this.#listeners) listener(deltaMs);
  }
}

function jumpText(deltaMs: number): string {
  return `${deltaMs < 0 ? 'back' : 'ahead'} by ${spanText(deltaMs)}`;
}
