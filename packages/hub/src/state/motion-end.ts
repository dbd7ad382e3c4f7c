// Motion that nobody ends: some sensors say that something moved, and never that it stopped.

import { MODELS, quantityOf } from '@bluebell/sensors';
import type { Device } from './device.ts';

/** How long motion lasts after its last sign. */
const DEFAULT_MS = 120_000;

/** Products that tell of motion, and never of its end. Those that count the time without it do. */
const SILENT_PRODUCTS: ReadonlySet<string> = new Set(
  MODELS.filter(
    ({ exposes, families }) =>
      families === undefined && exposes.includes('motion') && !exposes.includes('noMotionTime'),
  ).map(({ id }) => id),
);

/** Silence after which motion has ended, in milliseconds; `undefined` where the sensor says so. */
export function motionOffMs({ product, settings }: Device): number | undefined {
  if (settings.motionOffMs !== undefined) return settings.motionOffMs || undefined;
  return product !== undefined && SILENT_PRODUCTS.has(product) ? DEFAULT_MS : undefined;
}

/** The names under which a device tells of motion that goes on. */
export function movingNames({ values }: Device): readonly string[] {
  return Object.entries(values)
    .filter(([name, value]) => value === true && quantityOf(name) === 'motion')
    .map(([name]) => name);
}
