import { describe, expect, it } from 'vitest';
import { type Log, silentLog } from './log.ts';
import { Tally } from './tally.ts';

describe('Tally', () => {
  it('counts by name, and in total', () => {
    const tally = new Tally<'short' | 'long' | 'late'>({ code: 'TEST' });
    tally.add('short');
    tally.add('long', 'of 9 bytes');
    tally.add('short');
    expect(tally.counts).toEqual({ short: 2, long: 1 });
    expect(tally.total).toBe(3);
  });

  it('logs the first of each name, and no more', () => {
    const lines: string[] = [];
    const log: Log = { ...silentLog, warn: (code, message) => lines.push(`${code} ${message}`) };
    const tally = new Tally<'short' | 'long'>({ code: 'TEST', log });
    for (let i = 0; i < 3; i++) {
      tally.add('short');
      tally.add('long', 'of 9 bytes');
    }
    expect(lines).toEqual(['TEST short', 'TEST long: of 9 bytes']);
  });
});
