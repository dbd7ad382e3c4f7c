// Which way round an identity key explains what was heard.

import type { PhoneMatch } from '@bluebell/hub/api';
import { reversedIrk } from './identity-key.ts';

/** Asks the hub which private addresses of late a key explains. */
export type AskMatch = (irk: string) => Promise<PhoneMatch>;

/** A key with what it explains. */
export interface Matched {
  /** The key as the hub is to keep it: the way round that explains something, else as it was typed. */
  readonly irk: string;
  readonly isReversed: boolean;
  readonly matches: PhoneMatch['matches'];
  /** Private addresses that were heard at all. */
  readonly heard: number;
}

/**
 * Tries a key as it was typed, then with its bytes the other way round: systems show them in either
 * order. A hub that tries both itself says so, and is asked once.
 */
export async function matchKey(irk: string, ask: AskMatch): Promise<Matched> {
  const first = await ask(irk);
  if (first.matches.length > 0) {
    const isReversed = first.isReversed === true;
    const { matches, heard } = first;
    return { irk: isReversed ? reversedIrk(irk) : irk, isReversed, matches, heard };
  }
  const turned = reversedIrk(irk);
  const second = await ask(turned);
  const isReversed = second.matches.length > 0 && second.isReversed !== true;
  return {
    irk: isReversed ? turned : irk,
    isReversed,
    matches: second.matches,
    heard: Math.max(first.heard, second.heard),
  };
}
