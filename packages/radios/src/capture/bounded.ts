// Maps that cannot grow without end, whatever a capture holds.

/**
 * Sets an entry of a map that keeps at most `limit`; the one that was set first gives way.
 *
 * @returns the value that gave way.
 */
export function setBounded<K, V>(map: Map<K, V>, key: K, value: V, limit: number): V | undefined {
  map.delete(key);
  map.set(key, value);
  if (map.size <= limit) return undefined;
  const [oldest] = map;
  if (!oldest) return undefined;
  map.delete(oldest[0]);
  return oldest[1];
}
