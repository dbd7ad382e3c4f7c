// UUIDs. Core Spec v5.4, Vol 3, Part B, 2.5.1.

import { UsageError } from './errors.ts';

/**
 * A UUID as text: four or eight digits for those the Bluetooth SIG assigned (`fe95`), else the 36
 * characters of the long form. Always lower case, always the shortest form, so that `===` compares.
 */
export type Uuid = string;

const BASE = '-0000-1000-8000-00805f9b34fb';
const LONG = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID of 16 bits from its number: 0xfe95 is `fe95`. */
export function uuid16(number: number): Uuid {
  return number.toString(16).padStart(4, '0');
}

/** The 36 characters of a UUID in its long form: `fe95` gives `0000fe95-0000-1000-8000-00805f9b34fb`. */
export function longUuid(uuid: Uuid): string {
  return uuid.length > 8 ? uuid : uuid.padStart(8, '0') + BASE;
}

/**
 * Brings a UUID into its shortest form: `0000FE95-0000-1000-8000-00805F9B34FB` and `0xFE95` are `fe95`.
 *
 * @throws {UsageError} text that is no UUID.
 */
export function parseUuid(text: string): Uuid {
  const lower = text.toLowerCase().replace(/^0x/, '');
  const long = /^[0-9a-f]{32}$/.test(lower)
    ? lower.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : lower;
  const digits = LONG.test(long) && long.endsWith(BASE) ? long.slice(0, 8) : long;
  if (/^0000[0-9a-f]{4}$/.test(digits)) return digits.slice(4);
  if (/^[0-9a-f]{4}$|^[0-9a-f]{8}$/.test(digits) || LONG.test(digits)) return digits;
  throw new UsageError(
    `'${text}' is not a UUID such as fe95 or ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6`,
  );
}
