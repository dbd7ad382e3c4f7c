// Versions of Node and of bluebell.

import packageJson from '../../../package.json' with { type: 'json' };
import type { Finding } from '../finding.ts';

/** Node 20.19 and later, of those with an even number, has what bluebell needs. */
const OLDEST = { 20: 19, 22: 12 } as const;

/** Whether versions fit. */
export function versionFindings(
  { hubVersion }: { readonly hubVersion: string | undefined },
  node: string = process.versions.node,
): readonly Finding[] {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const oldest = major === 20 || major === 22 ? OLDEST[major] : major > 22 ? 0 : undefined;
  const findings: Finding[] = [];
  if (oldest === undefined || minor < oldest) {
    findings.push({
      code: 'version_mismatch',
      severity: 'fault',
      text: `Node ${node} is too old for bluebell.`,
      nextStep: 'Install Node 20.19 or newer, or 22.12 or newer.',
    });
  }
  if (hubVersion !== undefined && hubVersion !== packageJson.version) {
    findings.push({
      code: 'version_mismatch',
      severity: 'warning',
      text: `The hub that runs is bluebell ${hubVersion}, this command is ${packageJson.version}.`,
      nextStep: 'Restart the hub: it was updated while it ran.',
    });
  }
  return findings;
}
