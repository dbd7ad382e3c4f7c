// Many widgets come a few at a time, so that the page answers meanwhile.

import { useEffect, useState } from 'react';
import type { Group } from './order.ts';

const AT_FIRST = 18;
const MORE = 10;

/** The first so many ids of the groups. */
export function firstOf(groups: readonly Group[], most: number): readonly Group[] {
  let left = most;
  return groups.flatMap((group) => {
    if (left <= 0) return [];
    const ids = group.ids.length <= left ? group.ids : group.ids.slice(0, left);
    left -= ids.length;
    return ids === group.ids ? [group] : [{ ...group, ids }];
  });
}

/** The groups, as far as they are shown: more with every frame until all are. */
export function useShown(groups: readonly Group[]): readonly Group[] {
  const [most, setMost] = useState(AT_FIRST);
  const count = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  useEffect(() => {
    if (most >= count) return;
    const timer = setTimeout(() => setMost(most + MORE), 30);
    return () => clearTimeout(timer);
  }, [most, count]);
  return most >= count ? groups : firstOf(groups, most);
}
