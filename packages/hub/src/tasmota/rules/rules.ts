// Rules: what happens fires commands. Bounded, so that rules which fire each other come to an end.

import type { Clock, Log } from '@bluebell/ble/core';
import { RateLimit } from '../../rate-limit.ts';
import type { RuleSetSettings, TasmotaSettings } from '../settings/settings.ts';
import type { SettingsListener } from '../settings/tasmota-store.ts';
import { Message } from './message.ts';
import { RuleSet } from './rule-set.ts';

/** Rules that lead to each other: so many in a row at most. */
export const DEPTH_LIMIT = 8;

/** Commands of rules. A home has a few in a minute. */
export const FIRING_RATE = { burst: 100, perSecond: 20 } as const;

/** A limit that is hit over and over is spoken of so often. */
const TELL_AGAIN_MS = 60_000;

/** Where rules are kept. */
export interface RulesSettings {
  readonly values: Pick<TasmotaSettings, 'rules'>;
  change(part: Pick<TasmotaSettings, 'rules'>): void;
  onChange(listener: SettingsListener): void;
}

/** What carries commands out. */
export interface RulesDispatcher {
  /** How many rules led to what is being done now. */
  readonly depth: number;
  runUnasked(line: string, depth: number): Promise<void>;
}

/** What rules work with. */
export interface RulesParts {
  readonly settings: RulesSettings;
  readonly dispatcher: RulesDispatcher;
  readonly clock: Clock;
  readonly log: Log;
}

/** The rule sets, each message looked at once. */
export class Rules {
  readonly #parts: RulesParts;
  readonly #rate: RateLimit;
  readonly #toldMs = new Map<string, number>();
  #sets: readonly RuleSet[] = [];

  constructor(parts: RulesParts) {
    this.#parts = parts;
    this.#rate = new RateLimit(parts.clock, FIRING_RATE);
    this.#read();
    parts.settings.onChange(({ rules }) => {
      if (rules) this.#read();
    });
  }

  /** A message that the hub sent. @param isTele whether it is telemetry: `Tele-` triggers see no other. */
  onMessage(json: string, isTele: boolean): void {
    if (!this.#sets.some(({ settings }) => settings.isOn)) return;
    const message = new Message(json);
    this.#sets.forEach((set, index) => {
      if (!set.settings.isOn) return;
      for (const command of set.firedBy(message, isTele)) this.#fire(command, index);
    });
  }

  /** The hub is at work: `System#Boot`. */
  onBoot(): void {
    this.onMessage('{"System":{"Boot":1}}', false);
  }

  /** The broker came or went: `Mqtt#Connected`, `Mqtt#Disconnected`. */
  onMqtt(change: 'Connected' | 'Disconnected'): void {
    this.onMessage(`{"Mqtt":{"${change}":1}}`, false);
  }

  /** A relay switched: `Power1#State`. */
  onPower(relay: number, isOn: boolean): void {
    this.onMessage(`{"Power${relay}":{"State":${Number(isOn)}}}`, false);
  }

  /** Sets that did not change keep what they remember. */
  #read(): void {
    this.#sets = this.#parts.settings.values.rules.map((settings, index) => {
      const before = this.#sets[index];
      return before && isAlike(before.settings, settings) ? before : new RuleSet(settings);
    });
  }

  #fire(command: string, index: number): void {
    const { dispatcher } = this.#parts;
    const depth = dispatcher.depth + 1;
    if (depth > DEPTH_LIMIT) {
      this.#limit('RULE_DEPTH', index, `fires itself: ${DEPTH_LIMIT} rules in a row at most`);
    } else if (!this.#rate.take()) {
      const { perSecond } = FIRING_RATE;
      this.#limit('RULE_RATE', index, `fires too often: ${perSecond} commands a second at most`);
    } else {
      void dispatcher.runUnasked(command, depth);
    }
  }

  /** Names the set that went too far, and switches it off if its user wants that. */
  #limit(code: string, index: number, problem: string): void {
    const { clock, log, settings } = this.#parts;
    const name = `${code} ${index}`;
    const toldMs = this.#toldMs.get(name) ?? Number.NEGATIVE_INFINITY;
    if (clock.steady() - toldMs >= TELL_AGAIN_MS) {
      this.#toldMs.set(name, clock.steady());
      log.warn(code, `Rule${index + 1} ${problem}; its command was left out`);
    }
    const { rules } = settings.values;
    if (!rules[index]?.stopsOnError) return;
    settings.change({
      rules: rules.map((set, at) => (at === index ? { ...set, isOn: false } : set)),
    });
  }
}

function isAlike(one: RuleSetSettings, other: RuleSetSettings): boolean {
  return one.text === other.text && one.isOn === other.isOn && one.isOnce === other.isOnce;
}
