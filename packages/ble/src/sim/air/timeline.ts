// Time on the air: whole microseconds, on whatever clock is at hand.

import type { Cancel, Clock } from '../../core/index.ts';
import { AirTimer, isBefore, TimerHeap } from './timer-heap.ts';

/** How late a wake-up may be for what nobody waits for, in microseconds. */
const DEFAULT_SLACK_US = 5_000;

/**
 * Runs what happens on the air in the order of its nominal time, with one timer of the clock.
 *
 * A late wake-up catches up with all that fell due, each at the time it was due: so the same runs on
 * a virtual clock as fast as it can, and paced on the real one. Timers set as `relaxed` wait for
 * company: they come late by the clock, never by the air. That is what makes an hour of advertising
 * cost seconds.
 */
export class Timeline {
  readonly #clock: Clock;
  readonly #originMs: number;
  readonly #slackUs: number;
  readonly #exact = new TimerHeap();
  readonly #relaxed = new TimerHeap();
  /** How many ask that nothing waits. */
  #hurries = 0;
  #order = 0;
  #nowUs = 0;
  #isRunning = false;
  #wakesAtUs = Number.POSITIVE_INFINITY;
  #cancelWake: Cancel = () => {};
  readonly #wake = () => this.#run();

  constructor(clock: Clock, slackUs: number = DEFAULT_SLACK_US) {
    this.#clock = clock;
    this.#originMs = clock.steady();
    this.#slackUs = slackUs;
  }

  /** The time on the air since it began; while something happens, the time at which it does. */
  get nowUs(): number {
    return this.#isRunning ? this.#nowUs : Math.max(this.#nowUs, this.#clockUs());
  }

  /** A time on the air by the clock, in its milliseconds. */
  msOf(atUs: number): number {
    return this.#originMs + atUs / 1000;
  }

  /** Makes a timer; it is not set yet. */
  timer(onTime: (atUs: number) => void): AirTimer {
    return new AirTimer(onTime);
  }

  /** Sets a timer, or moves one that is set. A time that is past falls due at once. */
  set(timer: AirTimer, atUs: number, isRelaxed = false): void {
    timer.clear();
    timer.atUs = Math.max(Math.round(atUs), this.#nowUs);
    timer.order = this.#order++;
    (isRelaxed ? this.#relaxed : this.#exact).add(timer);
    if (!this.#isRunning) this.#arm();
  }

  /** From now on nothing waits for company, until as many called `relax`. */
  hurry(): void {
    this.#hurries++;
    if (!this.#isRunning) this.#arm();
  }

  relax(): void {
    this.#hurries--;
  }

  #clockUs(): number {
    return Math.round((this.#clock.steady() - this.#originMs) * 1000);
  }

  #run(): void {
    const untilUs = Math.max(this.#clockUs(), this.#wakesAtUs);
    this.#wakesAtUs = Number.POSITIVE_INFINITY;
    this.#isRunning = true;
    try {
      for (let next = this.#next(); next && next.atUs <= untilUs; next = this.#next()) {
        next.clear();
        this.#nowUs = next.atUs;
        next.onTime(next.atUs);
      }
    } finally {
      this.#isRunning = false;
      this.#arm();
    }
  }

  #next(): AirTimer | undefined {
    const exact = this.#exact.first;
    const relaxed = this.#relaxed.first;
    if (exact === undefined || relaxed === undefined) return exact ?? relaxed;
    return isBefore(exact, relaxed) ? exact : relaxed;
  }

  /** Sees to it that the clock wakes us in time. One that wakes us too early does no harm. */
  #arm(): void {
    const exactUs = this.#exact.first?.atUs ?? Number.POSITIVE_INFINITY;
    const relaxedUs = this.#relaxed.first?.atUs ?? Number.POSITIVE_INFINITY;
    const atUs = Math.min(exactUs, relaxedUs + (this.#hurries > 0 ? 0 : this.#slackUs));
    if (atUs >= this.#wakesAtUs) return;
    this.#cancelWake();
    this.#wakesAtUs = atUs;
    this.#cancelWake = this.#clock.after(this.msOf(atUs) - this.#clock.steady(), this.#wake);
  }
}
