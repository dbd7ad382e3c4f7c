// Device addresses. Core Spec v5.4, Vol 6, Part B, 1.3.

import { UsageError } from './errors.ts';

/**
 * A device address as a number of 48 bits: A4:C1:38:00:00:01 is 0xa4c138000001.
 * Made for what is done a million times, such as keys of a Map. People see `formatAddress` of it.
 */
export type AddressValue = number;

/** How an address was announced; the last three are what a controller says of extended adverts. */
export type AddressType = 'public' | 'random' | 'publicIdentity' | 'randomIdentity' | 'anonymous';

/** Address types by their number in HCI events. Vol 4, Part E, 7.7.65.13. */
const TYPES: Readonly<Record<number, AddressType>> = {
  0: 'public',
  1: 'random',
  2: 'publicIdentity',
  3: 'randomIdentity',
  255: 'anonymous',
};

/** The address type that HCI gives by number; what is not in the table is `random`. */
export function addressTypeOf(hciNumber: number): AddressType {
  return TYPES[hciNumber] ?? 'random';
}

/** What the two top bits of a random address say of it. 1.3.2. */
export type RandomKind = 'static' | 'resolvable' | 'nonResolvable' | 'reserved';

const RANDOM_KINDS = ['nonResolvable', 'resolvable', 'reserved', 'static'] as const;

/** Tells a phone's changing address (`resolvable`) from one that stays (`static`). */
export function randomKindOf(address: AddressValue): RandomKind {
  return RANDOM_KINDS[Math.floor(address / 2 ** 46) & 3] ?? 'reserved';
}

/** The address as people write it: upper case, most significant byte first, colons. */
export function formatAddress(address: AddressValue): string {
  return addressDigits(address).replace(/(..)(?=.)/g, '$1:');
}

/** The address as twelve upper-case digits without separators, as in topics and file names. */
export function addressDigits(address: AddressValue): string {
  return address.toString(16).padStart(12, '0').toUpperCase();
}

/**
 * Reads an address with `:`, `-` or no separators, in any case.
 *
 * @throws {UsageError} anything else than six bytes.
 */
export function parseAddress(text: string): AddressValue {
  if (!/^([0-9a-f]{2}([:-]?)[0-9a-f]{2}(\2[0-9a-f]{2}){4})$/i.test(text)) {
    throw new UsageError(`'${text}' is not an address such as A4:C1:38:00:00:01`);
  }
  return Number.parseInt(text.replace(/[:-]/g, ''), 16);
}
