// Settings of the watch over radios.

import * as z from 'zod';

export const watchSection = z
  .strictObject({
    radio_silence_s: z.int().min(0).max(86_400).optional().meta({
      description:
        'Seconds after which a radio that hears nothing is started anew, step by step; 0 never does. Default: learnt from what each radio hears, 60 to 600.',
      example: 300,
    }),
  })
  .prefault({})
  .describe('Radios that have gone deaf without a word (docs/radios.md).');
