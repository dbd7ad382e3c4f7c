// One radio under watch: what it hears is counted, and it is helped when it is deaf.

import { type Clock, type Log, UsageError } from '@bluebell/ble/core';
import {
  isCentral,
  isRecoverable,
  type Radio,
  type RadioStage,
  type RecoveryStep,
} from '@bluebell/ble/radio';
import { ReplayRadio } from '@bluebell/radios';
import { spanText } from '../span-text.ts';
import { KeptRadio } from './kept-radio.ts';
import { metered } from './metered-radio.ts';
import type { RadioFacts, RadioKind } from './radio-facts.ts';
import { RadioMeter } from './radio-meter.ts';
import type { RadioWatchParts, WatchOptions } from './radio-watch.ts';
import { type HeardAgain, type OtherRadios, Watchdog, type WatchdogAdvice } from './watchdog.ts';

/** A radio that was heard from within this time hears: the shortest watchdog time. */
const LATELY_MS = 60_000;

/** One that goes deaf again and again is told of so often. */
const TELL_AGAIN_MS = 600_000;
const REPORT_AGAIN_MS = 86_400_000;

/** How it is, as far as it matters since when. */
type State = 'hearing' | 'deaf' | 'away' | 'ended';

const DOING: Readonly<Record<RecoveryStep, string>> = {
  restartScan: 'restarting its scan',
  reset: 'resetting the controller',
  reopen: 'closing and opening the way to it',
};

interface WatchedOptions extends WatchOptions {
  /** It was deaf or away, and hears again. */
  readonly onHeardAgain: () => void;
}

/** Made by `RadioWatch.add`. */
export class WatchedRadio {
  readonly name: string;
  readonly kind: RadioKind;
  /** The same radio, counted. */
  readonly radio: Radio;
  readonly #inner: Radio;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #options: WatchedOptions;
  #isHelped = true;
  readonly #meter: RadioMeter;
  readonly #dog: Watchdog;
  readonly #recoveries = { restartScan: 0, reset: 0, reopen: 0 };
  readonly #toldMs = new Map<string, number>();
  #hasEnded = false;
  #wasRunning = true;
  #state: State = 'hearing';
  readonly #startMs: number;
  #stateSinceMs: number;

  constructor(inner: Radio, { clock, log, watchdogMs }: RadioWatchParts, options: WatchedOptions) {
    this.name = inner.name;
    this.kind = options.kind ?? kindOf(inner);
    this.#inner = inner;
    this.#clock = clock;
    this.#log = log;
    this.#options = options;
    this.#meter = new RadioMeter(clock);
    this.#startMs = clock.steady();
    this.#stateSinceMs = this.#startMs;
    this.#dog = new Watchdog(undefined, this.#startMs);
    this.watchdogMs = watchdogMs;
    this.#dog.onHeardAgain = (end) => this.#heardAgain(end);
    this.radio = metered(inner, {
      hear: () => this.#hear(),
      began: () => {
        this.#hasEnded = false;
      },
      ended: () => {
        this.#hasEnded = true;
      },
    });
  }

  /** How long it may be silent: 0 never helps it; `undefined` is learnt of it. */
  set watchdogMs(watchdogMs: number | undefined) {
    this.#isHelped = watchdogMs !== 0 && this.kind !== 'recording';
    this.#dog.fixedMs = watchdogMs || undefined;
  }

  /** Whether it has heard something lately. */
  get hearsNow(): boolean {
    const { heardMs } = this.#meter;
    return heardMs !== undefined && this.#clock.steady() - heardMs < LATELY_MS;
  }

  facts(others: OtherRadios): RadioFacts {
    const { heardMs, adverts, perMinute } = this.#meter;
    const problem = this.#options.problem?.() ?? problemOf(this.#inner);
    const slotsFree = this.#options.slotsFree?.();
    this.#noteState();
    return {
      name: this.name,
      kind: this.kind,
      stage: this.#stage,
      isDeaf: this.#dog.isDeaf,
      heardMs: heardMs === undefined ? undefined : this.#wallOf(heardMs),
      adverts,
      advertsPerMinute: perMinute,
      watchdogMs: this.#dog.watchdogMs(others),
      recoveries: { ...this.#recoveries },
      sinceMs: this.#wallOf(this.#stateSinceMs),
      ...(problem !== undefined && { problem }),
      connections: isCentral(this.#inner) ? this.#inner.connections.size : 0,
      ...(slotsFree !== undefined && { slotsFree }),
    };
  }

  /** To be called every few seconds: does what there is to do. */
  check(others: OtherRadios): void {
    this.#meter.mark();
    const isRunning = this.#stage === 'running';
    const nowMs = this.#clock.steady();
    if (isRunning && !this.#wasRunning) {
      this.#dog.began(nowMs);
      this.#options.onHeardAgain();
    }
    this.#wasRunning = isRunning;
    // One that is away is tried again by whoever keeps it.
    const advice = isRunning && this.#isHelped ? this.#dog.check(nowMs, others) : undefined;
    this.#noteState();
    if (advice) this.#act(advice);
  }

  /** @throws {UsageError} it is none that can be helped. */
  async recover(step: RecoveryStep, why: string): Promise<void> {
    if (!isRecoverable(this.#inner)) {
      throw new UsageError(`${this.name} is a ${this.kind}: there is nothing to start anew`);
    }
    this.#recoveries[step]++;
    await this.#inner.recover(step, why);
  }

  get #stage(): RadioStage {
    if (isRecoverable(this.#inner)) return this.#inner.stage;
    return this.kind === 'recording' && this.#hasEnded ? 'closed' : 'running';
  }

  #hear(): void {
    const nowMs = this.#clock.steady();
    this.#meter.hear(nowMs);
    this.#dog.hear(nowMs);
  }

  #act(advice: WatchdogAdvice): void {
    const silence = spanText(this.#silentMs);
    if (advice === 'report' || !isRecoverable(this.#inner)) {
      const tried = isRecoverable(this.#inner)
        ? ', and no new start helps; trying again seldom'
        : '';
      this.#tell('error', 'RADIO_STAYS_DEAF', `has heard nothing for ${silence}${tried}`);
      return;
    }
    this.#tell('warn', 'RADIO_DEAF', `has heard nothing for ${silence}: ${DOING[advice]}`, advice);
    this.recover(advice, `it has heard nothing for ${silence}`).catch((error: unknown) => {
      // The next step is harder, and comes in its time.
      this.#log.debug('RADIO_STEP', `${this.name}: ${DOING[advice]} failed: ${String(error)}`);
    });
  }

  #heardAgain({ afterMs, by }: HeardAgain): void {
    this.#options.onHeardAgain();
    const how = by === undefined ? '' : ` (what helped: ${DOING[by]})`;
    this.#tell('info', 'RADIO_HEARS', `hears again, after ${spanText(afterMs)}${how}`);
  }

  /** The first word on something is told; what follows soon is for those who look closely. */
  #tell(level: 'info' | 'warn' | 'error', code: string, message: string, about = ''): void {
    const againMs = level === 'error' ? REPORT_AGAIN_MS : TELL_AGAIN_MS;
    const topic = `${code} ${about}`;
    const nowMs = this.#clock.steady();
    const isRepeated = nowMs - (this.#toldMs.get(topic) ?? Number.NEGATIVE_INFINITY) < againMs;
    if (!isRepeated) this.#toldMs.set(topic, nowMs);
    this.#log[isRepeated ? 'debug' : level](code, `${this.name} ${message}`);
  }

  get #silentMs(): number {
    return this.#clock.steady() - (this.#meter.heardMs ?? this.#startMs);
  }

  #noteState(): void {
    const state = this.#stateNow;
    if (state === this.#state) return;
    this.#state = state;
    this.#stateSinceMs = this.#clock.steady();
  }

  get #stateNow(): State {
    const stage = this.#stage;
    if (stage === 'closed') return 'ended';
    if (stage !== 'running') return 'away';
    return this.#dog.isDeaf ? 'deaf' : 'hearing';
  }

  #wallOf(steadyMs: number): number {
    return this.#clock.now() - (this.#clock.steady() - steadyMs);
  }
}

function kindOf(radio: Radio): RadioKind {
  return radio instanceof ReplayRadio ? 'recording' : 'controller';
}

function problemOf(radio: Radio): string | undefined {
  return radio instanceof KeptRadio ? radio.problem : undefined;
}
