import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { byWeight, FINDING_CODES, type Finding, type Severity } from './finding.ts';

describe('FINDING_CODES', () => {
  it('are those that docs/doctor.md explains', async () => {
    const page = await readFile(new URL('../../../../docs/doctor.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
    expect(named).toHaveLength(FINDING_CODES.length);
    expect(new Set(named.map(([, code]) => code))).toEqual(new Set(FINDING_CODES));
  });
});

describe('byWeight', () => {
  it('puts the worst first, and keeps the order of those that are as bad', () => {
    const findings = [
      finding('note', 'a'),
      finding('fault', 'b'),
      finding('good', 'c'),
      finding('fault', 'd'),
      finding('warning', 'e'),
    ];
    expect(byWeight(findings).map(({ text }) => text)).toEqual(['b', 'd', 'e', 'a', 'c']);
  });
});

function finding(severity: Severity, text: string): Finding {
  return { code: 'ok', severity, text };
}
