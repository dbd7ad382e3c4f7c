// Parts of addresses and queries, as texts that become what they mean.

import * as z from 'zod';

/** A whole number in an address. */
export function wholeNumber(least: number, most: number) {
  return z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text),
    z.int('must be a whole number').min(least).max(most),
  );
}

/** A moment, in milliseconds. */
export const moment = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-01-31T12:00:00Z' })
  .transform((text) => Date.parse(text));

/** The id of a device in an address: in either case, since people type it. */
export const idParams = z.strictObject({
  id: z
    .string()
    .max(64)
    .transform((text) => text.toUpperCase())
    .describe('twelve hex digits'),
});

/** An address in an address, with or without colons. */
export const addressParams = z.strictObject({
  address: z
    .string()
    .regex(/^[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}$/i, 'must be an address such as A4:C1:38:00:00:01')
    .transform((text) => text.toUpperCase().replace(/[:-]/g, '').match(/../g)?.join(':') ?? '')
    .describe('with or without colons'),
});

/** From and to. */
export const stretch = {
  from: moment.optional().describe('ISO 8601; default: a day before the end'),
  to: moment.optional().describe('ISO 8601; default: now'),
};

/** The name of a quantity. */
export const quantity = z
  .string()
  .regex(/^[a-zA-Z]\w{0,63}$/, 'must be the name of a quantity, such as temperature');
