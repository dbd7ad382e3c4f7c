// What MQTT calls events: the standard words for buttons where one fits, our own where none does.

import type { SensorEvent } from '@bluebell/sensors';

/** An event in standard words. */
export interface EventName {
  readonly eventType: string;
  /** How often something was pressed in a row. */
  readonly multiPressCount?: number;
}

/**
 * The standard words. A packet that tells of a whole press tells of its end. What is not here keeps
 * the name that it has, such as `rotate_left` or `unlock_inside`.
 */
const STANDARD: Readonly<Record<string, EventName>> = {
  press: { eventType: 'press_end' },
  double_press: { eventType: 'multi_press_end', multiPressCount: 2 },
  triple_press: { eventType: 'multi_press_end', multiPressCount: 3 },
  long_press: { eventType: 'long_press_end' },
  hold_press: { eventType: 'long_press_start' },
};

/** Sources with words of their own. */
const BY_SOURCE: readonly (readonly [RegExp, Readonly<Record<string, EventName>>])[] = [
  [/^doorbell/, { press: { eventType: 'ring' } }],
];

/** How MQTT calls an event. A press that tells how often it was pressed is a press of several. */
export function eventNameOf({ source, type, count }: SensorEvent): EventName {
  const own = BY_SOURCE.find(([pattern]) => pattern.test(source))?.[1];
  const name = named(own, type) ?? named(STANDARD, type) ?? { eventType: type };
  if (name.eventType !== 'press_end' || count === undefined || count < 2) return name;
  return { eventType: 'multi_press_end', multiPressCount: count };
}

/** Types come from the air: `constructor` is no word of any table. */
function named(
  words: Readonly<Record<string, EventName>> | undefined,
  type: string,
): EventName | undefined {
  return words && Object.hasOwn(words, type) ? words[type] : undefined;
}
