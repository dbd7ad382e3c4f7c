import { describe, expect, it } from 'vitest';
import type { History } from '../../store/history.ts';
import { dayStrips } from './day-strips.ts';

const HOUR_MS = 3_600_000;
/** 20:30 on some day, UTC. */
const NOW_MS = Date.UTC(2026, 0, 31, 20, 30);
const START_MS = Date.UTC(2026, 0, 31, 20);

describe('dayStrips', () => {
  it('puts the last value of an hour into the slot of its hour of day', () => {
    const { hours, sliding } = strips([
      [START_MS - 3 * HOUR_MS, 1],
      [START_MS - 3 * HOUR_MS + 60_000, 2],
      [START_MS + 60_000, 3],
    ]);
    expect(hours.temperature?.[17]).toBe(2);
    expect(hours.temperature?.[20]).toBe(3);
    expect(hours.temperature?.filter((value) => value !== null)).toHaveLength(2);
    expect(sliding.temperature?.from).toBe('2026-01-30T21:00:00.000+00:00');
    expect(sliding.temperature?.values.at(-1)).toBe(3);
    expect(sliding.temperature?.values.at(-4)).toBe(2);
  });

  it('leaves a gap ahead of the hour that is under way, in the slots by hour alone', () => {
    const all = Array.from({ length: 24 }, (_, i) => [START_MS - i * HOUR_MS, i] as const);
    const { hours, sliding } = strips(all);
    expect(hours.temperature?.[21]).toBeNull();
    expect(hours.temperature?.filter((value) => value === null)).toHaveLength(1);
    expect(sliding.temperature?.values.every((value) => value !== null)).toBe(true);
  });

  it('takes what was ever true in an hour for true', () => {
    const rows = [
      [START_MS, 1],
      [START_MS + 1000, 0],
    ] as const;
    expect(strips(rows, 'motion').sliding.motion?.values.at(-1)).toBe(1);
    expect(strips(rows, 'temperature').sliding.temperature?.values.at(-1)).toBe(0);
  });

  it('shows nothing of what was silent for a day, and of texts', () => {
    expect(strips([[START_MS - 30 * HOUR_MS, 1]])).toEqual({ hours: {}, sliding: {} });
    expect(strips([[START_MS, 1]], 'text').sliding).toEqual({});
  });

  it('knows hours that begin at another minute, as in India', () => {
    const half = 30 * 60_000;
    const hourStart = (timeMs: number) => Math.floor((timeMs - half) / HOUR_MS) * HOUR_MS + half;
    const { hours } = strips([[NOW_MS, 7]], 'temperature', { hourStart, hourOf: hourInIndia });
    expect(hours.temperature?.[2]).toBe(7);
  });
});

function hourInIndia(timeMs: number): number {
  return new Date(timeMs + 5.5 * HOUR_MS).getUTCHours();
}

function strips(
  rows: readonly (readonly [timeMs: number, value: number])[],
  quantity = 'temperature',
  local = {
    hourOf: (timeMs: number) => new Date(timeMs).getUTCHours(),
    hourStart: (timeMs: number) => Math.floor(timeMs / HOUR_MS) * HOUR_MS,
  },
) {
  const history: Pick<History, 'lasts' | 'query' | 'quantities'> = {
    quantities: () => [quantity],
    lasts: ({ startsMs, stepMs }) =>
      startsMs.map(
        (startMs) => rows.findLast(([ms]) => ms >= startMs && ms < startMs + stepMs)?.[1],
      ),
    query: ({ fromMs, toMs }) => {
      const inside = rows.filter(([ms]) => ms >= fromMs && ms <= toMs);
      const [first] = inside;
      const max = Math.max(...inside.map(([, value]) => value));
      return first ? [{ timeMs: first[0], mean: max, min: max, max }] : [];
    },
  };
  return dayStrips('A4C138000001', { history, nowMs: NOW_MS, ...local });
}
