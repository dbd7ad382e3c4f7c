// The order of widgets as it is now: looked at now and then, and kept where it is the same.

import { useEffect, useState } from 'react';
import type { Settings } from '../../app/settings.ts';
import { live } from '../../live/index.ts';
import { type Group, isSameOrder, ordered } from './order.ts';

/** So often it is looked at: seldom where values decide, so that nothing moves under the finger. */
const PAUSE_MS = 400;
const PAUSE_OF_VALUES_MS = 6_000;

/** Groups of ids. The same array until another order is right. */
export function useOrder(
  search: string,
  sort: Settings['sort'],
  groups: Settings['groups'],
): readonly Group[] {
  const wish = `${sort} ${groups} ${search}`;
  const now = () => ordered(live.store.items, { sort, groups, search });
  const [order, setOrder] = useState(() => ({ wish, groups: now() }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: `wish` holds all that `now` looks at.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setOrder((before) => {
        const next = now();
        const isSame = before.wish === wish && isSameOrder(before.groups, next);
        return isSame ? before : { wish, groups: next };
      });
    };
    const later = () => {
      timer ??= setTimeout(look, sort === 'name' ? PAUSE_MS : PAUSE_OF_VALUES_MS);
    };
    const atOnce = () => {
      clearTimeout(timer);
      look();
    };
    look();
    const ends = [live.store.onAny(later), live.store.onList(atOnce)];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [wish]);

  return order.groups;
}
