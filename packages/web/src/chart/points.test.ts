import { describe, expect, it } from 'vitest';
import { gapMsOf, type Point, pointsOf, since, summaryOf, withHeard } from './points.ts';

const PARTS = { fromMs: 0, widthMs: 100, intervalMs: 10 };

describe('withHeard', () => {
  it('begins a point where a new part begins', () => {
    const points = withHeard([at(50, 20)], { timeMs: 120, value: 22 }, PARTS);
    expect(points).toEqual([at(50, 20), { ...at(120, 22), last: 22 }]);
  });

  it('joins what is of the same part, by about as many values as are in it', () => {
    const [point] = withHeard([at(50, 20)], { timeMs: 60, value: 22 }, PARTS);
    expect(point).toEqual({ timeMs: 50, mean: 21, min: 20, max: 22, last: 22 });
    const [later] = withHeard([at(50, 20)], { timeMs: 90, value: 25 }, PARTS);
    expect(later).toEqual({ timeMs: 50, mean: 21, min: 20, max: 25, last: 25 });
  });

  it('passes over what is older than the last point', () => {
    const points = [at(150, 20)];
    expect(withHeard(points, { timeMs: 40, value: 99 }, PARTS)).toBe(points);
    expect(withHeard(points, { timeMs: 149, value: 99 }, PARTS)).toBe(points);
  });

  it('begins a chart that was empty', () => {
    expect(withHeard([], { timeMs: 5, value: 1 }, PARTS)).toEqual([{ ...at(5, 1), last: 1 }]);
  });
});

describe('since', () => {
  it('keeps one point before the edge, so that its line reaches in', () => {
    const points = [at(1, 1), at(2, 2), at(3, 3), at(4, 4)];
    expect(since(points, 3).map(({ timeMs }) => timeMs)).toEqual([2, 3, 4]);
    expect(since(points, 0)).toBe(points);
    expect(since(points, 9).map(({ timeMs }) => timeMs)).toEqual([4]);
  });
});

describe('gapMsOf', () => {
  it('is three learnt intervals, and two parts of the chart at least', () => {
    expect(gapMsOf([], { fromMs: 0, widthMs: 100, intervalMs: 10 })).toBe(200);
    expect(gapMsOf([], { fromMs: 0, widthMs: 10, intervalMs: 60 })).toBe(180);
  });

  it('does not break the line of what is seldom sent', () => {
    const hourly = [0, 1, 2, 3, 4].map((hour) => at(hour * 3_600_000, 90));
    expect(gapMsOf(hourly, { fromMs: 0, widthMs: 60_000, intervalMs: 2_500 })).toBe(10_800_000);
  });
});

describe('summaryOf', () => {
  it('counts what lies in the stretch, extremes from the band', () => {
    const points: Point[] = [
      { timeMs: 5, mean: 99, min: 99, max: 99 },
      { timeMs: 10, mean: 20, min: 18, max: 21 },
      { timeMs: 20, mean: 22, min: 21, max: 25 },
    ];
    expect(summaryOf(points, { fromMs: 10, toMs: 30 })).toEqual({
      min: 18,
      max: 25,
      mean: 21,
      last: 22,
      lastMs: 20,
    });
  });

  it('says nothing of nothing', () => {
    expect(summaryOf([at(1, 1)], { fromMs: 2, toMs: 3 })).toBeUndefined();
  });
});

describe('pointsOf', () => {
  it('leaves out what has no time', () => {
    const item = { mean: 1, min: 0, max: 2 };
    expect(
      pointsOf([
        { time: '1970-01-01T01:00:01+01:00', ...item },
        { time: 'noon', ...item },
      ]),
    ).toEqual([{ timeMs: 1000, ...item }]);
  });
});

function at(timeMs: number, value: number): Point {
  return { timeMs, mean: value, min: value, max: value };
}
