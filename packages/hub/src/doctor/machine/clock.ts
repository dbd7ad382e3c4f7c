// Whether the machine knows the time.

import type { Finding } from '../finding.ts';

/** bluebell is younger than that: a clock that is older was never set. */
const BORN_MS = Date.UTC(2025, 0, 1);

/** Machines without a battery begin in the past, until somebody on the network tells them. */
export function clockFindings({ nowMs }: { readonly nowMs: number }): readonly Finding[] {
  if (nowMs >= BORN_MS) return [];
  return [
    {
      code: 'clock_unset',
      severity: 'warning',
      text: `The clock of this machine says ${new Date(nowMs).toISOString()}: nobody has set it.`,
      nextStep: 'Let it ask a time server: timedatectl set-ntp true',
    },
  ];
}
