// Settings of the Homie mode.

import * as z from 'zod';
import { matches, text } from './text.ts';

export const homieSection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Whether to publish by the Homie convention, version 5, beside our own topics.'),
    base: text(matches(/^[a-z0-9-]+$/, "must be one level of 'a' to 'z', digits and '-'"))
      .default('homie')
      .describe('The first level of its topics.'),
  })
  .prefault({})
  .describe('For homes that read Homie: openHAB and others.');
