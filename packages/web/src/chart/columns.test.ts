import { describe, expect, it } from 'vitest';
import { columnsOf, nearest } from './columns.ts';

describe('columnsOf', () => {
  it('puts quantities on one column of times', () => {
    const columns = columnsOf([
      { points: [point(1_000, 20), point(3_000, 21)], gapMs: 10_000 },
      { points: [point(2_000, 50)], gapMs: 10_000 },
    ]);
    expect(columns[0]).toEqual([1, 2, 3]);
    expect(columns[1]).toEqual([20, undefined, 21]);
    expect(columns[2]).toEqual([19, undefined, 20]);
    expect(columns[3]).toEqual([21, undefined, 22]);
    expect(columns[4]).toEqual([undefined, 50, undefined]);
    expect(columns).toHaveLength(7);
  });

  it('shows a silence that is longer than the gap as one, and no other', () => {
    const points = [point(0, 1), point(10_000, 2), point(21_000, 3)];
    const [times, mean] = columnsOf([{ points, gapMs: 10_000 }]);
    expect(times).toEqual([0, 10, 15.5, 21]);
    expect(mean).toEqual([1, 2, null, 3]);
  });

  it('breaks the line of the one that was silent alone', () => {
    const [times, one, , , other] = columnsOf([
      { points: [point(0, 1), point(60_000, 2)], gapMs: 10_000 },
      { points: [point(0, 5), point(30_000, 6), point(60_000, 7)], gapMs: 40_000 },
    ]);
    expect(times).toEqual([0, 30, 60]);
    expect(one).toEqual([1, null, 2]);
    expect(other).toEqual([5, 6, 7]);
  });

  it('gives columns of nothing for nothing', () => {
    expect(columnsOf([{ points: [], gapMs: 1 }])).toEqual([[], [], [], []]);
    expect(columnsOf([])).toEqual([[]]);
  });
});

describe('nearest', () => {
  it('finds the value beside a time that another quantity brought', () => {
    expect(nearest([20, undefined, undefined, 21], 2, [0, 1, 2, 3])).toEqual({ row: 3, value: 21 });
  });

  it('finds nothing in a silence', () => {
    expect(nearest([20, null, 21], 1, [0, 1, 2])).toBeUndefined();
    expect(nearest([], 0, [])).toBeUndefined();
  });
});

function point(timeMs: number, mean: number) {
  return { timeMs, mean, min: mean - 1, max: mean + 1 };
}
