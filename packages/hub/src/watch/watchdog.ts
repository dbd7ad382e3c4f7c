// Knows when a radio is deaf, and what to try next. No timers and no radio here: it is told, and asked.

import type { RecoveryStep } from '@bluebell/ble/radio';

/** What the other radios of the hub hear at the moment. `none`: there are no others. */
export type OtherRadios = 'hear' | 'silent' | 'none';

/** What is to be done now: `report` when all steps were tried, and nothing helped. */
export type WatchdogAdvice = RecoveryStep | 'report';

/** How being deaf ended. */
export interface HeardAgain {
  readonly afterMs: number;
  /** The step that helped; `undefined` where it came by itself. */
  readonly by: RecoveryStep | undefined;
}

/** Silence that is nobody's concern. */
export const MIN_WATCHDOG_MS = 60_000;
/** Silence that always is somebody's. */
export const MAX_WATCHDOG_MS = 600_000;

/** A pause this many times longer than the longest that was usual lately is suspicious. */
const USUAL_PAUSES = 5;

/** Shorter pauses teach nothing: the shortest watchdog time is longer by far. */
const SHORT_PAUSE_MS = 1_000;

/** What was usual is forgotten by half in so long: nights are quieter than days. */
const HALF_LIFE_MS = 3_600_000;

/** A step that helps does so within this time on any air that is not silent itself. */
const HELPS_WITHIN_MS = 15_000;

/** Who heard less than this since it was deaf last may be in a place where little is sent. */
const FEW_ADVERTS = 10;

/** What follows on what, and how many watchdog times it is given to help. */
const STEPS: readonly { readonly advice: WatchdogAdvice; readonly patience: number }[] = [
  { advice: 'restartScan', patience: 1 },
  { advice: 'reset', patience: 1 },
  { advice: 'reopen', patience: 2 },
];

/** After all of them: this long until the next attempt, then twice as long each time. */
const SELDOM_MS = 600_000;
const MOST_SELDOM_MS = 3_600_000;

/** A radio that has heard nothing for too long. */
interface Deafness {
  /** Attempts and reports so far. */
  turns: number;
  /** When to try again. */
  nextMs: number;
  waitMs: number;
  lastStep: RecoveryStep | undefined;
  lastStepMs: number;
}

/** Watches one radio. All times are readings of a steady clock. */
export class Watchdog {
  #fixedMs: number | undefined;
  /** When it was heard last, or began to listen. */
  #heardMs: number;
  #hasHeard = false;
  /** Adverts since it was deaf last. */
  #adverts = 0;
  /** The longest pause that was usual lately. */
  #pauseMs = 0;
  #agedMs: number;
  #deaf: Deafness | undefined;
  /** Told when a deaf radio hears. */
  onHeardAgain: ((end: HeardAgain) => void) | undefined;

  /** @param fixedMs the watchdog time; `undefined` learns it. @param nowMs when it begins to listen. */
  constructor(fixedMs: number | undefined, nowMs: number) {
    this.#fixedMs = fixedMs;
    this.#heardMs = nowMs;
    this.#agedMs = nowMs;
  }

  /** Another watchdog time; `undefined` learns it. */
  set fixedMs(fixedMs: number | undefined) {
    this.#fixedMs = fixedMs;
  }

  get isDeaf(): boolean {
    return this.#deaf !== undefined;
  }

  /** Whether all steps were tried in vain. */
  get isGivenUp(): boolean {
    return (this.#deaf?.turns ?? 0) > STEPS.length;
  }

  /** An advert was heard: called for each, so it does next to nothing. */
  hear(nowMs: number): void {
    const pauseMs = nowMs - this.#heardMs;
    this.#heardMs = nowMs;
    if (pauseMs > SHORT_PAUSE_MS || this.#deaf) this.#heardAfter(pauseMs, nowMs);
    this.#hasHeard = true;
    this.#adverts++;
  }

  /** It runs again after it was away: what was missed meanwhile says nothing. */
  began(nowMs: number): void {
    if (this.#deaf) this.#deaf.nextMs = Math.max(this.#deaf.nextMs, nowMs + this.#deaf.waitMs);
    else this.#heardMs = nowMs;
  }

  /** How long it may be silent. */
  watchdogMs(others: OtherRadios): number {
    if (this.#fixedMs !== undefined) return this.#fixedMs;
    // Where nothing was ever heard, there may be nothing: unless others hear it.
    const unknownMs = others === 'hear' ? MIN_WATCHDOG_MS : MAX_WATCHDOG_MS;
    const learntMs = this.#hasHeard
      ? Math.max(MIN_WATCHDOG_MS, USUAL_PAUSES * this.#pauseMs)
      : unknownMs;
    // All silent at the same time: more likely the air than all radios.
    return Math.min(MAX_WATCHDOG_MS, others === 'silent' ? 2 * learntMs : learntMs);
  }

  /** What is to be done about it now, if anything: to be asked every few seconds while it runs. */
  check(nowMs: number, others: OtherRadios): WatchdogAdvice | undefined {
    this.#age(nowMs);
    const waitMs = this.watchdogMs(others);
    if (!this.#deaf) {
      if (nowMs - this.#heardMs < waitMs) return undefined;
      this.#deaf = { turns: 0, nextMs: nowMs, waitMs, lastStep: undefined, lastStepMs: nowMs };
    }
    return nowMs < this.#deaf.nextMs ? undefined : this.#nextTurn(this.#deaf, nowMs);
  }

  #nextTurn(deaf: Deafness, nowMs: number): WatchdogAdvice {
    const step = STEPS[deaf.turns];
    const rounds = deaf.turns - STEPS.length - 1;
    deaf.turns++;
    const seldomMs = Math.min(MOST_SELDOM_MS, SELDOM_MS * 2 ** Math.max(0, rounds));
    deaf.nextMs = nowMs + (step ? step.patience * deaf.waitMs : seldomMs);
    // Right behind the last step comes the report, and then the hardest step again and again.
    const advice = step?.advice ?? (rounds < 0 ? 'report' : 'reopen');
    if (advice !== 'report') {
      deaf.lastStep = advice;
      deaf.lastStepMs = nowMs;
    }
    return advice;
  }

  #heardAfter(pauseMs: number, nowMs: number): void {
    const deaf = this.#deaf;
    const hasHelped = deaf?.lastStep !== undefined && nowMs - deaf.lastStepMs <= HELPS_WITHIN_MS;
    // The silence of a broken radio is not what is usual here; that of an air which is silent by turns is.
    const isUsual = !hasHelped || this.#adverts < FEW_ADVERTS;
    if (isUsual && this.#hasHeard) this.#pauseMs = Math.max(this.#pauseMs, pauseMs);
    if (!deaf) return;
    this.#deaf = undefined;
    this.#adverts = 0;
    this.onHeardAgain?.({ afterMs: pauseMs, by: hasHelped ? deaf.lastStep : undefined });
  }

  #age(nowMs: number): void {
    this.#pauseMs *= 0.5 ** ((nowMs - this.#agedMs) / HALF_LIFE_MS);
    this.#agedMs = nowMs;
  }
}
