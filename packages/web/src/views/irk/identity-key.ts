// An identity key (IRK) as systems show it: hex or base64, in either order of bytes.

import { fromHex, toHex } from '@bluebell/ble/core';

/** How a key was written. */
export type IrkForm = 'hex' | 'base64';

/** What was typed: nothing yet, a key, or what is wrong with it, without a character of it. */
export type TypedIrk =
  | { readonly kind: 'empty' }
  | { readonly kind: 'key'; readonly hex: string; readonly form: IrkForm }
  | { readonly kind: 'problem'; readonly text: string };

/** Bytes of an identity key. Core Spec v5.4, Vol 3, Part H, 2.4.2.1. */
const KEY_BYTES = 16;

/** Reads what was typed; gives the bytes in the order in which they were written. */
export function typedIrk(text: string): TypedIrk {
  const bare = text
    .trim()
    .replace(/^(['"])(.*)\1$/s, '$2')
    .replace(/^irk\s*[:=]\s*/i, '')
    .replace(/^0x/i, '');
  if (bare === '') return { kind: 'empty' };
  const digits = bare.replace(/[\s:,-]/g, '');
  if (/^[0-9a-f]{32}$/i.test(digits)) {
    return checked({ kind: 'key', hex: digits.toLowerCase(), form: 'hex' });
  }
  const bytes = base64Bytes(bare.replace(/\s/g, ''));
  if (bytes?.length === KEY_BYTES) {
    return checked({ kind: 'key', hex: toHex(bytes), form: 'base64' });
  }
  return { kind: 'problem', text: problemOf(digits, bytes) };
}

/** The same key with its bytes the other way round. */
export function reversedIrk(hex: string): string {
  return toHex(fromHex(hex).toReversed());
}

function checked(key: Extract<TypedIrk, { kind: 'key' }>): TypedIrk {
  if (!/^(..)\1{15}$/.test(key.hex)) return key;
  return { kind: 'problem', text: 'All bytes of this key are the same: no phone has such a key.' };
}

function problemOf(digits: string, bytes: Uint8Array | undefined): string {
  const wanted = 'An identity key has 32 hex digits, or 24 characters of base64 that end with ==';
  if (/^[0-9a-f]+$/i.test(digits)) return `${wanted}: this has ${digits.length} hex digits.`;
  if (bytes) return `${wanted}: this is base64 of ${bytes.length} bytes, not ${KEY_BYTES}.`;
  return `${wanted}: this is neither.`;
}

/** Also with the alphabet of addresses of web pages, and without the signs at the end. */
function base64Bytes(text: string): Uint8Array | undefined {
  const plain = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/={1,2}$/, '');
  if (!/^[a-z0-9+/]{1,4096}$/i.test(plain) || plain.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}
