// What the algorithms do with bytes besides ciphers: joining, comparing, cutting short.

/** All of them, one after the other: a || b || c of the specification. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Both, bit by bit exclusive-or; of the same length. */
export function xored(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(a, (byte, i) => byte ^ (b[i] ?? 0));
}

/**
 * Whether two secrets are the same, in a time that tells nothing about where they differ.
 * Their length is no secret: others of another length are different at once.
 */
export function isSameSecret(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const byte of xored(a, b)) difference |= byte;
  return difference === 0;
}

/**
 * A key cut to fewer bytes: those in front become 0, the length stays.
 * Core Spec v5.4, Vol 3, Part H, 2.3.4.
 *
 * @param key most significant byte first.
 * @param size bytes that count.
 */
export function shortenedKey(key: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key, (byte, i) => (i < key.length - size ? 0 : byte));
}
