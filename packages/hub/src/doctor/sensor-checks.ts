// Why one sensor is silent: a list of questions, each with its answer in words. Pure functions.

import type { Check } from './check.ts';
import type { HubFacts, SensorFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import { nameClash, notAnnounced, toldByOther } from './place-checks.ts';
import {
  filtered,
  keyTrouble,
  keyUntried,
  notAdded,
  refused,
  unreadable,
} from './refusal-checks.ts';
import {
  away,
  lastWord,
  neverHeard,
  noise,
  offline,
  outOfRange,
  sleeping,
  speaksOnEvents,
  weak,
} from './silence-checks.ts';

/** In the order in which an advert meets them. */
const CHECKS: readonly Check[] = [
  keyTrouble,
  keyUntried,
  refused,
  notAdded,
  unreadable,
  sleeping,
  speaksOnEvents,
  away,
  noise,
  outOfRange,
  neverHeard,
  offline,
  nameClash,
  notAnnounced,
  toldByOther,
  weak,
];

/** Everything that is to be said of a sensor; of one that was never heard, there may be nothing. */
export function sensorFindings(sensor: SensorFacts, hub: HubFacts): readonly Finding[] {
  const ignored = filtered(sensor, hub);
  if (ignored) return [ignored];
  const findings = CHECKS.flatMap((check) => check(sensor, hub) ?? []);
  const isFine = findings.every(({ severity }) => severity === 'note');
  const last = isFine ? lastWord(sensor, hub) : undefined;
  return last ? [...findings, last] : findings;
}
