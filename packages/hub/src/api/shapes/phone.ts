// Phones by identity key: who is home, and which private addresses of late a key explains.

import * as z from 'zod';
import { deviceAddress, deviceId, time } from './text.ts';

/** A phone that is tracked. Its identity key is never shown. */
export const phoneItem = z
  .strictObject({
    name: z.string().optional(),
    id: deviceId,
    address: deviceAddress.optional().describe('absent for one that changes its address'),
    hasIrk: z.boolean(),
    isHome: z.boolean().optional(),
    lastSeen: time.optional(),
    rssiDbm: z.number().optional(),
    awayAfterS: z.number(),
    isConfigured: z.boolean().describe('false: it comes from a mi32cfg file'),
  })
  .meta({ id: 'PhoneItem' });
export type PhoneItem = z.infer<typeof phoneItem>;
export const phoneList = z.strictObject({ items: z.array(phoneItem) });
export type PhoneList = z.infer<typeof phoneList>;

const irk = z
  .string()
  .trim()
  .regex(/^[\da-f]{32}$/i, 'must have 32 hex digits')
  .meta({ description: 'Identity key, 32 hex digits, in either order of bytes' });

/** Tracks a phone: by its identity key, or by an address that never changes. */
export const phonePut = z
  .strictObject({
    irk: irk.optional(),
    address: z
      .string()
      .regex(
        /^[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}$/i,
        'must be an address such as A4:C1:38:00:00:01',
      )
      .optional(),
    awayAfterS: z.int().min(10).max(86_400).optional(),
  })
  .refine(({ irk, address }) => irk !== undefined || address !== undefined, {
    message: 'needs an irk or an address',
  });
export type PhonePut = z.infer<typeof phonePut>;

/** What was changed. */
export const phoneChanged = z.strictObject({
  name: z.string(),
  restartRequired: z.array(z.string()),
});
export type PhoneChanged = z.infer<typeof phoneChanged>;

/** Which private addresses of the last minutes a key explains. */
export const phoneMatchAsk = z.strictObject({ irk });
export type PhoneMatchAsk = z.infer<typeof phoneMatchAsk>;
export const phoneMatch = z
  .strictObject({
    matches: z.array(
      z.strictObject({ address: deviceAddress, rssiDbm: z.number(), lastSeen: time }),
    ),
    heard: z.int().describe('resolvable private addresses heard in the last minutes'),
    isReversed: z.boolean().optional().describe('the key fits with its bytes the other way round'),
  })
  .meta({ id: 'PhoneMatch' });
export type PhoneMatch = z.infer<typeof phoneMatch>;
