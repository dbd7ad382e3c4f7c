// The HomeKit bridge, where there is one.

import * as z from 'zod';

/** `isOn: false` where there is none. */
export const homekit = z
  .discriminatedUnion('isOn', [
    z.strictObject({ isOn: z.literal(false) }),
    z.strictObject({
      isOn: z.literal(true),
      setupCode: z.string().describe('`031-45-154`'),
      setupUri: z.string().describe('`X-HM://…`, for a QR code'),
      name: z.string(),
      pairings: z.array(z.strictObject({ name: z.string(), isAdmin: z.boolean() })),
    }),
  ])
  .meta({ id: 'HomeKit' });
export type HomeKit = z.infer<typeof homekit>;
