// Bytes as hexadecimal digits, and back.

import { UsageError } from './errors.ts';

/** `00` to `ff`, so that rendering is a look-up. */
const LOWER: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** Bytes as lower-case hex without separators: `[0x1a, 0x18]` gives `1a18`. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += LOWER[byte];
  return text;
}

/**
 * Reads hex digits of any case; blanks, `:` and `-` are skipped, wherever they stand.
 *
 * @throws {UsageError} a character that is no hex digit, or half a byte at the end.
 */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replace(/[\s:-]/g, '');
  const bad = digits.search(/[^0-9a-fA-F]/);
  if (bad >= 0) throw new UsageError(`'${digits[bad]}' is not a hex digit`);
  if (digits.length % 2 === 1)
    throw new UsageError(`${digits.length} hex digits are not whole bytes`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

/** A number as at least two hex digits with prefix: `0x1a`. */
export function hex8(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}

/** A number as at least four hex digits with prefix: `0x001a`. */
export function hex16(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}
