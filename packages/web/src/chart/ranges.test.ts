import { describe, expect, it } from 'vitest';
import { csvPath, historyPath, moved, pointsFor, scaledBy, stretchOf, zoomed } from './ranges.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const HOUR = 3_600_000;

describe('stretchOf', () => {
  it('ends now where it follows the time', () => {
    expect(stretchOf({ kind: 'following', range: 'hour' }, NOW)).toEqual({
      fromMs: NOW - HOUR,
      toMs: NOW,
    });
  });

  it('stays where somebody zoomed', () => {
    const shown = zoomed(NOW - HOUR, NOW - 2 * HOUR);
    expect(stretchOf(shown, NOW)).toEqual({ fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR });
  });
});

describe('zoomed', () => {
  it('is never empty', () => {
    expect(zoomed(NOW, NOW)).toEqual({ kind: 'fixed', fromMs: NOW, toMs: NOW + 60_000 });
  });
});

describe('moved', () => {
  it('goes back by half of what is seen', () => {
    const shown = moved({ kind: 'following', range: 'hour' }, -1, NOW);
    expect(shown).toEqual({ kind: 'fixed', fromMs: NOW - 1.5 * HOUR, toMs: NOW - HOUR / 2 });
  });

  it('follows the time again once it has come back to the present', () => {
    const earlier = moved({ kind: 'following', range: 'day' }, -1, NOW);
    expect(moved(earlier, 1, NOW)).toEqual({ kind: 'following', range: 'day' });
  });

  it('does not go into the future', () => {
    const odd = zoomed(NOW - 0.7 * HOUR, NOW - 0.1 * HOUR);
    const later = moved(odd, 1, NOW);
    expect(later).toMatchObject({ toMs: NOW });
    if (later.kind === 'fixed') expect(later.fromMs).toBeCloseTo(NOW - 0.6 * HOUR, 3);
  });
});

describe('scaledBy', () => {
  it('stays around the middle', () => {
    const shown = scaledBy(zoomed(NOW - 8 * HOUR, NOW - 4 * HOUR), 0.5, NOW);
    expect(shown).toEqual({ kind: 'fixed', fromMs: NOW - 7 * HOUR, toMs: NOW - 5 * HOUR });
  });

  it('ends at the present at the latest', () => {
    expect(scaledBy(zoomed(NOW - HOUR, NOW), 2, NOW)).toMatchObject({
      fromMs: NOW - 2 * HOUR,
      toMs: NOW,
    });
  });
});

describe('addresses', () => {
  it('ask for the stretch in universal time', () => {
    const stretch = { fromMs: NOW - HOUR, toMs: NOW };
    expect(historyPath('A4C138000001', 'temperature', stretch, 300)).toBe(
      'devices/A4C138000001/history?quantity=temperature&from=2026-01-31T11%3A00%3A00.000Z&to=2026-01-31T12%3A00%3A00.000Z&points=300',
    );
    expect(csvPath('A4C138000001', ['temperature', 'humidity'], stretch)).toContain(
      'history.csv?quantity=temperature%2Chumidity&from=',
    );
  });

  it('cannot be led elsewhere by what stands in the address of the page', () => {
    const stretch = { fromMs: 0, toMs: 1 };
    expect(historyPath('../keys?x=', 'a&b', stretch, 60)).toMatch(
      /^devices\/\.\.%2Fkeys%3Fx%3D\/history\?quantity=a%26b&/,
    );
  });
});

describe('pointsFor', () => {
  it('is bounded on both sides', () => {
    expect([0, 390, 1280, 10_000].map(pointsFor)).toEqual([60, 195, 640, 1000]);
  });
});
