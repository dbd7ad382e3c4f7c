// Whether a device speaks as often as it should. Silence is measured in time that somebody listened,
// so neither a deaf radio nor a clock that was set makes devices go offline.

import type { Cancel, Clock } from '@bluebell/ble/core';
import { type Quantity, quantityOf } from '@bluebell/sensors';
import type { Device } from './device.ts';
import type { GapHistogram } from './gap-histogram.ts';

/** No device is offline sooner, whatever was learnt: a few adverts are always lost. */
const MINIMUM_MS = 5 * 60_000;
/** Silence of so many learnt intervals is too much. */
export const INTERVALS = 3;
/** Silence until the interval is learnt: sensors that speak once an hour are common. */
export const UNLEARNT_MS = 3 * 3_600_000;

/** Devices that speak more seldom than this speak when something happens, or when they like. */
const SELDOM_MS = 6 * 3_600_000;
/** One that measures nothing regularly is expected only where it spoke at least so often … */
const OFTEN_MS = 10 * 60_000;
/** … for so long. */
const WATCHED_MS = 12 * 3_600_000;

/** What sensors send by the clock. All else may be sent only when something happens. */
const REGULAR: ReadonlySet<Quantity> = new Set<Quantity>([
  'temperature',
  'humidity',
  'moisture',
  'conductivity',
  'pressure',
  'co2',
  'pm25',
  'pm10',
  'tvoc',
  'formaldehyde',
  'dewpoint',
]);

/** Whether a quantity is one that sensors send by the clock. */
export function isRegular(name: string): boolean {
  return REGULAR.has(quantityOf(name));
}

/** What is known of how a device speaks. */
export interface Habit {
  readonly device: Pick<Device, 'kind' | 'settings'>;
  readonly gaps: GapHistogram;
  /** It told of something that sensors send by the clock. */
  readonly isRegular: boolean;
  /** It says of itself that it speaks only when something happens. */
  readonly isTriggered: boolean;
}

/** Silence after which a device is offline, in milliseconds; `undefined` for one that never is. */
export function offlineAfterMs(habit: Habit): number | undefined {
  const { kind, settings } = habit.device;
  if (settings.offlineAfterMs !== undefined) return settings.offlineAfterMs || undefined;
  if (kind === 'phone' || habit.isTriggered) return undefined;
  const { intervalMs, totalMs } = habit.gaps;
  if (intervalMs === undefined) return habit.isRegular ? UNLEARNT_MS : undefined;
  const isExpected = habit.isRegular
    ? intervalMs <= SELDOM_MS
    : intervalMs <= OFTEN_MS && totalMs >= WATCHED_MS;
  return isExpected ? Math.max(MINIMUM_MS, INTERVALS * intervalMs) : undefined;
}

/** Silence is looked at so often. */
const SWEEP_MS = 5_000;

/**
 * While no radio hears anything at all, silence is nobody's fault for so long. After that devices do
 * go offline: nobody can tell how they are.
 */
const DEAF_GRACE_MS = 30 * 60_000;
/** Some air is quiet for so long. */
const QUIET_MS = 60_000;

/** Time as it counts for silence. */
export class ListeningTime {
  /** Milliseconds that somebody listened. */
  ms = 0;
  /** Grows where a gap in what was heard says nothing of the devices. */
  epoch = 0;
  #quietMs = 0;
  #wasHeard = false;

  /** Something was heard, of whomever. */
  heard(): void {
    this.#wasHeard = true;
  }

  /** So much time went by. */
  pass(ms: number): void {
    this.#quietMs = this.#wasHeard ? 0 : this.#quietMs + ms;
    this.#wasHeard = false;
    const isDeaf = this.#quietMs > QUIET_MS && this.#quietMs <= DEAF_GRACE_MS;
    if (!isDeaf) this.ms += ms;
  }
}

/** Looks at the silence of devices every few seconds, once it was started. */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #time: ListeningTime;
  readonly #look: (nowMs: number) => void;
  #cancel: Cancel | undefined;
  #isClosed = false;

  /** @param look called after time has passed. */
  constructor(clock: Clock, time: ListeningTime, look: (nowMs: number) => void) {
    this.#clock = clock;
    this.#time = time;
    this.#look = look;
  }

  /** From now on silence counts. A second call does nothing, nor does one after the end. */
  start(): void {
    if (this.#isClosed) return;
    this.#cancel ??= this.#clock.after(SWEEP_MS, () => {
      this.#cancel = undefined;
      this.start();
      this.#time.pass(SWEEP_MS);
      this.#look(this.#clock.now());
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
