// What Tasmota keeps in its flash, as far as it has a meaning here: set by commands, kept in a file.

import * as z from 'zod';

/** Number of rule sets, `Rule1` to `Rule3`. */
export const RULE_SETS = 3;

/** Characters of one rule set. */
export const LONGEST_RULES = 4096;

const ruleSet = z.object({
  text: z.string().max(LONGEST_RULES).default(''),
  isOn: z.boolean().default(false),
  isOnce: z.boolean().default(false),
  stopsOnError: z.boolean().default(false),
});

/** One rule set as it was written, and its switches. */
export type RuleSetSettings = z.output<typeof ruleSet>;

/** A rule set that nobody has touched. */
export const NO_RULES: RuleSetSettings = {
  text: '',
  isOn: false,
  isOnce: false,
  stopsOnError: false,
};

/** Every setting with its check. Those that commands do not reach have no place here. */
export const tasmotaSettings = z.object({
  /** Seconds between telemetry messages; 0: none. */
  telePeriodS: z.int().min(0).max(3600),
  topic: z.string().min(1).max(64),
  fullTopic: z.string().min(1).max(128),
  deviceName: z.string().max(64),
  /** Digits behind the point. */
  tempRes: z.int().min(0).max(3),
  humRes: z.int().min(0).max(3),
  /** `SetOption8`: temperatures in degrees Fahrenheit. */
  isFahrenheit: z.boolean(),
  /** `SetOption4`: answers go to a topic named for the command, not to RESULT. */
  isAnsweredByName: z.boolean(),
  /** `SetOption115`: whether Tasmota's messages and commands know of Bluetooth at all. */
  isBluetoothOn: z.boolean(),
  /** `SensorRetain`, `StateRetain`, `StatusRetain`: whether the broker keeps such messages. */
  isSensorRetained: z.boolean(),
  isStateRetained: z.boolean(),
  isStatusRetained: z.boolean(),
  rules: z.array(ruleSet).max(RULE_SETS),
});
export type TasmotaSettings = z.output<typeof tasmotaSettings>;
