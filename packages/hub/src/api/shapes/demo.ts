// The simulated home, which can be switched on to try things out.

import * as z from 'zod';

export const demoState = z
  .strictObject({
    isOn: z.boolean(),
    canSwitch: z.boolean(),
    why: z.string().optional().describe('why it cannot be switched'),
    devices: z.int(),
  })
  .meta({ id: 'DemoState' });
export type DemoStateItem = z.infer<typeof demoState>;
export const demoAsk = z.strictObject({ isOn: z.boolean() });
export type DemoAsk = z.infer<typeof demoAsk>;
