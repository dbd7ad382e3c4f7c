// A question about one sensor, and what several of them ask.

import type { HubFacts, Outcome, SensorFacts } from './facts.ts';
import type { Finding } from './finding.ts';

/** One question about a sensor. `undefined`: this is not it. */
export type Check = (sensor: SensorFacts, hub: HubFacts) => Finding | undefined;

/** Whether any of its adverts came to this while the doctor listened. */
export function saw({ observed }: SensorFacts, outcome: Outcome): boolean {
  return (observed?.outcomes[outcome] ?? 0) > 0;
}
