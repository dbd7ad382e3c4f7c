// A bind key as people paste it: with blanks, colons, quotes or 0x, in either case.

import { BIND_KEY, keyBytes, keyProblem } from '@bluebell/sensors/mi32cfg';

/** What was typed: nothing yet, a key, or what is wrong with it, without a digit of it. */
export type TypedKey =
  | { readonly kind: 'empty' }
  | { readonly kind: 'key'; readonly hex: string; readonly isLegacy: boolean }
  | { readonly kind: 'problem'; readonly text: string };

/** Bytes of a key of the first generation: MiBeacon 2 and 3. */
const LEGACY_BYTES = 12;

/** Reads what was typed. */
export function typedKey(text: string): TypedKey {
  const digits = text
    .trim()
    .replace(/^(['"])(.*)\1$/s, '$2')
    .replace(/^0x/i, '')
    .replace(/[\s:,_-]/g, '');
  if (digits === '') return { kind: 'empty' };
  const bytes = keyBytes(digits);
  const problem = oddProblem(digits) ?? keyProblem(bytes, BIND_KEY);
  if (problem !== undefined) return { kind: 'problem', text: `This key ${problem}.` };
  return { kind: 'key', hex: digits.toLowerCase(), isLegacy: bytes?.length === LEGACY_BYTES };
}

/** Half a byte more or less is a slip while copying: it is counted, not called no hex. */
function oddProblem(digits: string): string | undefined {
  if (digits.length % 2 === 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return `has ${digits.length} hex digits; ${BIND_KEY.words}`;
}
