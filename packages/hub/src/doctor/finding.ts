// What the doctor found: one fact that matters, in words, and what to do about it.

/** What may be found. Stable: scripts read them. */
export const FINDING_CODES = [
  'ok',
  'not_running',
  'radio_missing',
  'radio_deaf',
  'radio_degraded',
  'filtered',
  'not_added',
  'places_full',
  'no_key',
  'wrong_key',
  'bad_key_length',
  'replayed',
  'in_the_clear',
  'unreadable',
  'clock_jumped',
  'clock_unset',
  'broker_gone',
  'no_broker',
  'topics_denied',
  'name_clash',
  'not_announced',
  'told_by_other_hub',
  'sleeping',
  'speaks_on_events',
  'noise',
  'out_of_range',
  'weak',
  'never_heard',
  'offline',
  'silent',
  'away',
  'config_wrong',
  'restart_required',
  'not_stored',
  'version_mismatch',
  'no_rights',
  'keys_readable',
  'port_taken',
  'no_multicast',
] as const;

/** One of them. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** How bad it is: `fault` keeps values away, `warning` may, `note` explains, `good` is as it should be. */
export const SEVERITIES = ['fault', 'warning', 'note', 'good'] as const;

/** One of them. */
export type Severity = (typeof SEVERITIES)[number];

/** One thing that was found. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** A sentence. */
  readonly text: string;
  /** What to do; absent where there is nothing to do. */
  readonly nextStep?: string;
}

const WEIGHT: Readonly<Record<Severity, number>> = { fault: 0, warning: 1, note: 2, good: 3 };

/** The worst first; what was found first stays before what is as bad. */
export function byWeight(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}
