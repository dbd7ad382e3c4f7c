import { describe, expect, it } from 'vitest';
import { momentText, numberTicks, timeTicks } from './ticks.ts';

describe('numberTicks', () => {
  it('has as many digits as tell one tick from the next', () => {
    expect(numberTicks([21, 21.5, 22])).toEqual(['21.0', '21.5', '22.0']);
    expect(numberTicks([0, 20, 40])).toEqual(['0', '20', '40']);
    expect(numberTicks([0.1, 0.15])).toEqual(['0.10', '0.15']);
  });

  it('survives one tick, and none', () => {
    expect(numberTicks([])).toEqual([]);
    expect(numberTicks([-0])).toEqual(['0']);
  });
});

describe('timeTicks', () => {
  it('names the day where a new one begins', () => {
    const midnight = new Date(2026, 0, 31).getTime() / 1_000;
    const [before, at, after] = timeTicks([midnight - 3_600, midnight, midnight + 3_600], 3_600);
    expect(before).toMatch(/11|23/);
    expect(at).toMatch(/31/);
    expect(after).toMatch(/1/);
    expect(at).not.toMatch(/00/);
  });

  it('names months along a year', () => {
    const start = new Date(2026, 0, 1).getTime() / 1_000;
    expect(timeTicks([start], 31 * 86_400)[0]).toMatch(/2026/);
  });
});

describe('momentText', () => {
  it('has seconds where a second is seen', () => {
    const noon = new Date(2026, 0, 31, 12, 0, 7).getTime();
    expect(momentText(noon, 3_600_000)).toMatch(/07/);
    expect(momentText(noon, 86_400_000)).toMatch(/31/);
  });
});
