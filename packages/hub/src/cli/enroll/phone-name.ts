// From what a phone calls itself to a name that it can have here.

import { nameRule } from '../../config/schema/text.ts';
import { clean } from '../../plain-text.ts';

/** For phones that do not say. */
const NAMELESS = 'phone';

const MOST_CHARACTERS = 56;

/**
 * A name that works in topics and is nobody else's.
 *
 * @param taken names of others.
 */
export function phoneName(said: string | undefined, taken: ReadonlySet<string>): string {
  const cleaned = clean(said ?? '')
    .replace(/[+#/$]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS)
    .trim();
  const name = nameRule(cleaned) === undefined ? cleaned : NAMELESS;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
