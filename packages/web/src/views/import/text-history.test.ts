import { describe, expect, it } from 'vitest';
import { withStep } from './text-history.ts';

describe('withStep', () => {
  it('keeps the last fifty texts', () => {
    let past: readonly string[] = [];
    for (let step = 0; step < 60; step++) past = withStep(past, `${step}`);
    expect([past.length, past[0], past.at(-1)]).toEqual([50, '10', '59']);
  });

  it('keeps 8 MiB at most, the newest of them', () => {
    const large = 'x'.repeat(3 * 1024 * 1024);
    expect(withStep([large, large, 'a'], large)).toEqual([large, 'a', large]);
    expect(withStep([], 'x'.repeat(9 * 1024 * 1024))).toEqual([]);
  });
});
