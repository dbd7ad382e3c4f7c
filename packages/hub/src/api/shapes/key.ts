// Bind keys: who has one, and whether it works. No shape of an answer has room for a key.

import * as z from 'zod';
import { fault } from './device.ts';
import { deviceAddress } from './text.ts';

/**
 * What live packets say of a key. `none`: there is none. `waiting`: nothing encrypted was heard since
 * it was set. `confirmed`: it opened a packet. `wrong`: it did not.
 */
export const verification = z.enum(['none', 'waiting', 'confirmed', 'wrong']);
export type Verification = z.infer<typeof verification>;

/** A device that has a key, or lacks one. */
export const keyItem = z.strictObject({
  address: deviceAddress,
  name: z.string().optional(),
  hasKey: z.boolean(),
  fault: fault.optional().describe('why the last packet could not be read'),
  problem: z.string().optional().describe('why the key that is set cannot work'),
});
export type KeyItem = z.infer<typeof keyItem>;
export const keyList = z.strictObject({ items: z.array(keyItem) });
export type KeyList = z.infer<typeof keyList>;

/** A key that is set. It is never given back. */
export const keyPut = z.strictObject({
  key: z
    .string()
    .trim()
    .regex(/^(?:[\da-f]{24}|[\da-f]{32})$/i, 'must have 32 hex digits, or 24')
    .meta({ description: '32 hex digits, or 24 for remotes of the first generation' }),
});
export type KeyPut = z.infer<typeof keyPut>;

/** How a key is doing. */
export const keyState = z
  .strictObject({
    address: deviceAddress,
    verification,
    packets: z.int().describe('encrypted packets judged since the key was set, or the hub began'),
  })
  .meta({ id: 'KeyState' });
export type KeyState = z.infer<typeof keyState>;

/** What became of one that was to be removed. */
export const keyRemoved = z.strictObject({ address: deviceAddress, removed: z.boolean() });
export type KeyRemoved = z.infer<typeof keyRemoved>;
