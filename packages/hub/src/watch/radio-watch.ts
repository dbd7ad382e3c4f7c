// Watches all radios of a hub: helps those that are deaf, and tells how each is doing.

import { type Cancel, type Clock, type Log, UsageError } from '@bluebell/ble/core';
import type { Radio, RecoveryStep } from '@bluebell/ble/radio';
import type { ComponentHealth, HealthSource } from '../api/health.ts';
import type { RadioFacts, RadioKind } from './radio-facts.ts';
import { NO_RADIO, radioHealth } from './radio-health.ts';
import { WatchedRadio } from './watched-radio.ts';

const CHECK_EVERY_MS = 5_000;

/** What watching takes. */
export interface RadioWatchParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How long a radio may be silent: 0 never helps it. Default: learnt of each, 1 to 10 minutes. */
  readonly watchdogMs?: number | undefined;
}

/** What is known of a radio beside itself. */
export interface WatchOptions {
  /** Default: by what it is. */
  readonly kind?: RadioKind;
  /** What is wrong with it, in words: asked whenever somebody looks. */
  readonly problem?: () => string | undefined;
  /** Room for more links, where it tells. */
  readonly slotsFree?: () => number;
}

/** The radios of one hub. */
export class RadioWatch implements HealthSource {
  readonly #parts: RadioWatchParts;
  #radios: readonly WatchedRadio[] = [];
  readonly #sinceMs: number;
  #watchdogMs: number | undefined;
  #cancel: Cancel;
  /** Called when a radio that was deaf or away hears again: what was silent meanwhile was not. */
  onHeardAgain: (() => void) | undefined;

  /** Begins to watch. */
  constructor(parts: RadioWatchParts) {
    this.#parts = parts;
    this.#sinceMs = parts.clock.now();
    this.#watchdogMs = parts.watchdogMs;
    this.#cancel = this.#checkLater();
  }

  /** Watches one more; gives the same radio, counted: listen to that one. */
  add(radio: Radio, options: WatchOptions = {}): Radio {
    const watched = new WatchedRadio(
      radio,
      { ...this.#parts, watchdogMs: this.#watchdogMs },
      {
        ...options,
        onHeardAgain: () => this.onHeardAgain?.(),
      },
    );
    this.#radios = [...this.#radios, watched];
    return watched.radio;
  }

  /** Watches one no more, by its name. */
  remove(name: string): void {
    this.#radios = this.#radios.filter((radio) => radio.name !== name);
  }

  /** How long radios may be silent from now on, as `RadioWatchParts` has it. */
  set watchdogMs(watchdogMs: number | undefined) {
    this.#watchdogMs = watchdogMs;
    for (const radio of this.#radios) radio.watchdogMs = watchdogMs;
  }

  facts(): readonly RadioFacts[] {
    return this.#radios.map((radio) => radio.facts(this.#othersOf(radio)));
  }

  health(): readonly ComponentHealth[] {
    if (this.#radios.length === 0) return [{ ...NO_RADIO, sinceMs: this.#sinceMs }];
    return this.facts().map((facts) => radioHealth(facts, this.#parts.clock.now()));
  }

  /**
   * Helps a radio because somebody asks for it.
   *
   * @throws {UsageError} no radio is called so, or this one cannot be helped.
   * @throws {BleError} it could not be done.
   */
  async recover(name: string, step: RecoveryStep = 'reset'): Promise<void> {
    const radio = this.#radios.find((one) => one.name === name);
    if (!radio) {
      const names = this.#radios.map((one) => one.name).join(', ');
      throw new UsageError(`no radio is called '${name}': there are ${names || 'none'}`);
    }
    await radio.recover(step, 'somebody asked for a new start');
  }

  /** Leaves the radios alone from now on; they stay open. */
  close(): void {
    this.#cancel();
  }

  #checkLater(): Cancel {
    return this.#parts.clock.after(CHECK_EVERY_MS, () => {
      this.#cancel = this.#checkLater();
      for (const radio of this.#radios) radio.check(this.#othersOf(radio));
    });
  }

  #othersOf(radio: WatchedRadio): 'hear' | 'silent' | 'none' {
    const others = this.#radios.filter((one) => one !== radio && one.kind !== 'recording');
    if (others.length === 0) return 'none';
    return others.some((one) => one.hearsNow) ? 'hear' : 'silent';
  }
}
