// Rows that scroll sideways: what is chosen in them is in sight.

import { type RefObject, useEffect, useRef } from 'react';

/** The row's ref. Its chosen child is scrolled to, of the row alone: the page stays where it is. */
export function useInSight<Row extends HTMLElement>(
  chosen: string | undefined,
): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one was chosen.
  useEffect(() => {
    const child = row.current?.querySelector('[aria-selected="true"], [aria-current]');
    if (!row.current || !child) return;
    const seen = row.current.getBoundingClientRect();
    const place = child.getBoundingClientRect();
    row.current.scrollLeft += place.left + place.width / 2 - (seen.left + seen.width / 2);
  }, [chosen]);
  return row;
}
