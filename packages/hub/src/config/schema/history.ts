// Settings of the history: what was measured, as far back as is wanted.

import * as z from 'zod';

export const historySection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether what is measured is kept, for charts.'),
    raw_days: z
      .int()
      .min(1)
      .max(3650)
      .default(10)
      .describe('Days for which every value is kept as it came.'),
    mean_days: z
      .int()
      .min(1)
      .max(36_500)
      .default(90)
      .describe(
        'Days for which means of five minutes are kept, and events. Means of hours stay for ever.',
      ),
    max_mb: z
      .int()
      .min(10)
      .max(1_000_000)
      .default(1000)
      .describe('What all of it may take on the disk, MB. Beyond it, the oldest goes first.'),
  })
  .prefault({})
  .describe('What was measured, kept on the disk.');
