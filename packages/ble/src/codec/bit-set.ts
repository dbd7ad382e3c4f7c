// Masks and feature fields: bits that are told by their number.

import { UsageError } from '../core/index.ts';
import { type Field, field } from './field.ts';

/**
 * Bits by number in `size` bytes, bit 0 the lowest of the first byte: the numbers of those that are set.
 * Bits that nobody has named yet are kept.
 */
export function bitSet(size: number): Field<ReadonlySet<number>> {
  return field<ReadonlySet<number>>(
    size,
    (from) => {
      const set = new Set<number>();
      for (let byte = 0; byte < size; byte++) {
        const value = from.u8();
        for (let bit = 0; bit < 8; bit++) if ((value >> bit) & 1) set.add(8 * byte + bit);
      }
      return set;
    },
    (to, numbers) => {
      const bytes = new Uint8Array(size);
      for (const number of numbers) {
        if (!Number.isInteger(number) || number < 0 || number >= 8 * size) {
          throw new UsageError(`bit ${number} does not fit ${8 * size} bits`);
        }
        const byte = Math.floor(number / 8);
        // The cast holds since the number was checked above.
        bytes[byte] = (bytes[byte] as number) | (1 << (number % 8));
      }
      to.write(bytes);
    },
  );
}
