// Why the adverts of a device give nothing, and when that is said.

import type { Fault, Measurement } from '@bluebell/sensors';

/** An advert is encrypted, and cannot be read for want of the right key. */
export const KEY_FAULTS = [
  'auth_failed',
  'bad_key_length',
  'missing_key',
] as const satisfies readonly Fault[];

/** Whether the want of the right key is what is wrong. */
export function isKeyFault(fault: Fault | undefined): fault is (typeof KEY_FAULTS)[number] {
  return KEY_FAULTS.some((one) => one === fault);
}

/** Failures in a row after which a wrong key is spoken of: one alone may be a bit error. */
const FAILURES_UNTIL_WRONG_KEY = 2;

/** Whether a measurement holds more than that its sender is there. */
export function saysSomething({ events, values }: Measurement): boolean {
  return events.length > 0 || Object.keys(values).length > 0;
}

/** One bit error does not make a wrong key; one success clears it. */
export class KeyTrouble {
  /** Tags that did not fit, in a row. */
  #failedTags = 0;

  /** What is wrong after a measurement. @param before what was wrong till now. */
  faultAfter(measurement: Measurement, before: Fault | undefined): Fault | undefined {
    const { fault } = measurement;
    if (fault === 'auth_failed') {
      this.#failedTags++;
      return this.#failedTags >= FAILURES_UNTIL_WRONG_KEY ? fault : before;
    }
    if (fault !== undefined) return fault;
    // "Here I am", in the clear, proves nothing of the key.
    if (!measurement.encrypted && !saysSomething(measurement)) return before;
    this.#failedTags = 0;
    return undefined;
  }

  /** What was wrong when the program ended goes on to be wrong. */
  restore(fault: Fault | undefined): void {
    this.#failedTags = fault === 'auth_failed' ? FAILURES_UNTIL_WRONG_KEY : 0;
  }
}
