import { describe, expect, it } from 'vitest';
import { DuplicateFilter } from './duplicate-filter.ts';

describe('DuplicateFilter', () => {
  it('lets one advert and one scan response of each device through (4.4.3.5)', () => {
    const filter = new DuplicateFilter();
    const news = [
      filter.isNewLegacy(1, false),
      filter.isNewLegacy(1, false),
      filter.isNewLegacy(2, false),
      filter.isNewLegacy(1, true),
      filter.isNewLegacy(1, true),
    ];
    expect(news).toEqual([true, false, true, true, false]);
    expect([filter.isDone(1), filter.isDone(2)]).toEqual([true, false]);
  });

  it('takes extended adverts for news by their set and data, of anonymous devices as well', () => {
    const filter = new DuplicateFilter();
    const news = [5, 5, 6].map((adi) => filter.isNewExtended(undefined, adi, false));
    expect(news).toEqual([true, false, true]);
    expect(filter.isNewExtended(undefined, 5, true)).toBe(true);
    expect(filter.isNewExtended(1, 5, false)).toBe(true);
  });

  it('forgets all when it is told to, and when there are too many', () => {
    const filter = new DuplicateFilter();
    filter.isNewLegacy(1, false);
    filter.forget();
    expect(filter.isNewLegacy(1, false)).toBe(true);
    for (let device = 2; device < 5000; device++) filter.isNewLegacy(device, false);
    expect(filter.isNewLegacy(1, false)).toBe(true);
  });
});
