// A measurement as one flat line: what `bluebell decode` prints, and what known answers are compared with.

import type { Measurement } from './measurement.ts';

/**
 * A measurement by name: `family`, `product`, `encrypted`, `error`, each value under its quantity,
 * `events`, and the frame taken apart. What there is none of is left out.
 *
 * Renders hex: for people and tests, not for the way of every advert.
 */
export function describeMeasurement(measurement: Measurement): Record<string, unknown> {
  const { family, product, encrypted, fault, values, events } = measurement;
  const line: Record<string, unknown> = {
    family,
    product,
    encrypted,
    error: fault,
    ...measurement.details(),
    ...values,
    events: events.length > 0 ? events : undefined,
  };
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined));
}
