// Keys as others write them.

import { WrittenKey } from '../config/index.ts';
import { BIND_KEY, IDENTITY_KEY } from '../config/secret.ts';
import type { Found } from './found.ts';

/** A key, or what is wrong with it. */
export function keyOf(
  text: string,
  kind: Found['kind'],
): Pick<Found, 'key' | 'keyText' | 'trouble'> {
  const bare = text.trim();
  if (bare === '') return {};
  const key = new WrittenKey(bare, kind === 'phone' ? IDENTITY_KEY : BIND_KEY);
  if (key.problem !== undefined) return { trouble: `its key ${key.problem}` };
  return { key, keyText: bare.replace(/[\s:-]/g, '').toLowerCase() };
}
