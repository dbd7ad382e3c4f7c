// Texts that occur all over the API: ids, addresses, times.

import * as z from 'zod';

/** Twelve upper-case digits of an address: how devices are told apart. */
export const deviceId = z
  .string()
  .regex(/^[0-9A-F]{12}$/)
  .meta({ description: 'Twelve upper-case hex digits', examples: ['A4C138000001'] });

/** The same as people write it. */
export const deviceAddress = z
  .string()
  .regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/)
  .meta({ description: 'Address with colons, upper case', examples: ['A4:C1:38:00:00:01'] });

/** ISO 8601 with offset. */
export const time = z.iso
  .datetime({ offset: true })
  .meta({ description: 'ISO 8601 with offset', examples: ['2026-01-31T12:00:00.000+00:00'] });

/** Text of a bounded length. */
export const shortText = z.string().max(256);
