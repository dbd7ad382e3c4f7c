// A frame taken apart field by field.

import * as z from 'zod';

/** One field. `offset` is in the AD data; fields follow the one that they are part of. */
export const framePart = z
  .strictObject({
    offset: z.int(),
    length: z.int(),
    name: z.string(),
    value: z.string(),
    depth: z.int(),
    note: z.string().optional(),
  })
  .meta({ id: 'FramePart' });
export type FramePart = z.infer<typeof framePart>;

/** AD structures as hex, and who sent them: its key is used where it is known. */
export const dissectAsk = z.strictObject({
  hex: z
    .string()
    .max(4096)
    .regex(/^(?:\s*[\da-f]{2})*\s*$/i, 'must be pairs of hex digits'),
  address: z
    .string()
    .regex(/^[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}$/i, 'must be an address such as A4:C1:38:00:00:01')
    .optional(),
});
export type DissectAsk = z.infer<typeof dissectAsk>;
export const dissection = z.strictObject({ parts: z.array(framePart) });
export type Dissection = z.infer<typeof dissection>;
