// For frames of which nothing can be told but what they mean.

import type { FrameDetails } from '../measurement.ts';

/** Takes apart what has no parts. */
export function describeNothing(): FrameDetails {
  return {};
}
