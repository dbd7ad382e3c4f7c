// The doctor: from facts to findings, the worst first.

import type { HubFacts, SensorFacts } from './facts.ts';
import { byWeight, type Finding, type FindingCode } from './finding.ts';
import { allWell, hubFindings } from './hub-checks.ts';
import { sensorFindings } from './sensor-checks.ts';

/** What there is to say. */
export interface Diagnosis {
  /** The address of the sensor that was asked about, and what people call it. */
  readonly sensor?: string;
  readonly name?: string;
  /** What keeps values away, if anything does. */
  readonly cause: FindingCode;
  readonly findings: readonly Finding[];
}

/** Hub faults that no sensor's own trouble explains away. */
const COMES_FIRST: ReadonlySet<FindingCode> = new Set([
  'radio_missing',
  'radio_deaf',
  'broker_gone',
]);

/** The hub alone, or a sensor and what of the hub keeps its values away. */
export function diagnose(hub: HubFacts, sensor?: SensorFacts): Diagnosis {
  const ofHub = hubFindings(hub);
  if (!sensor) {
    const findings = ofHub.length > 0 ? byWeight(ofHub) : [allWell(hub)];
    return { cause: causeOf(findings), findings };
  }
  const own = sensorFindings(sensor, hub);
  const { address, name } = sensor;
  const findings = byWeight([
    ...ofHub.filter(({ code }) => COMES_FIRST.has(code)),
    ...own,
    ...ofHub.filter(({ code }) => !COMES_FIRST.has(code)),
  ]);
  return {
    sensor: address,
    ...(name !== undefined && { name }),
    cause: causeOf(findings),
    findings,
  };
}

/** A sensor that sleeps is not ill; its sleep is the answer all the same. */
function causeOf(findings: readonly Finding[]): FindingCode {
  const ill = findings.find(({ severity }) => severity === 'fault' || severity === 'warning');
  return (ill ?? findings[0])?.code ?? 'ok';
}
