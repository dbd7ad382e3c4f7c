// Which device somebody means: by its name, its own name, its id or its address.

import {
  type AddressValue,
  BleError,
  formatAddress,
  parseAddress,
  UsageError,
} from '@bluebell/ble/core';

/** A device and a name of it. */
export type Named = readonly [address: AddressValue, name: string];

/** More suggestions than these help nobody. */
const MOST_SUGGESTIONS = 3;

/**
 * The address of what is meant. Names that users gave come first. Those that devices advertise are
 * whatever the air holds, and come last: an address means itself.
 *
 * @param advertised none where something is changed: nobody on the air is to say of what.
 * @throws {UsageError} nothing is called so, or several are; and it is no address.
 */
export function findDevice(
  text: string,
  given: readonly Named[],
  advertised: readonly Named[] = [],
): AddressValue {
  const found =
    onlyOneOf(text, given) ?? addressWritten(text.trim()) ?? onlyOneOf(text, advertised);
  if (found === undefined) throw new UsageError(unknownText(text, given));
  return found;
}

/** The names of devices that have one from a user. */
export function namesGiven(
  devices: Iterable<{ readonly id: string; readonly name: string | null | undefined }>,
): readonly Named[] {
  return [...devices].flatMap(({ id, name }): readonly Named[] =>
    typeof name === 'string' ? [[parseAddress(id), name]] : [],
  );
}

/** Case and spaces are not what names differ by. */
export function isSameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** What is said of a name that more than one has. */
export function severalText(text: string, addresses: readonly string[]): string {
  const list = addresses.join(', ');
  return `several are called ${JSON.stringify(text)}: say which by its address: ${list}`;
}

function onlyOneOf(text: string, names: readonly Named[]): AddressValue | undefined {
  const found = new Set(
    names.flatMap(([address, name]) => (isSameName(name, text) ? address : [])),
  );
  if (found.size > 1) throw new UsageError(severalText(text, [...found].map(formatAddress)));
  return [...found][0];
}

function addressWritten(text: string): AddressValue | undefined {
  try {
    return parseAddress(text);
  } catch (error) {
    if (error instanceof BleError) return undefined;
    throw error;
  }
}

function plain(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function unknownText(text: string, given: readonly Named[]): string {
  const near = given.map(([, name]) => name).filter((name) => isNear(plain(text), plain(name)));
  const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' });
  // A sensor that is configured and heard is among them twice.
  const suggestions = [...new Set(near)].slice(0, MOST_SUGGESTIONS);
  const rather =
    suggestions.length === 0
      ? "'bluebell device list' shows what there is"
      : `did you mean ${choice.format(suggestions)}?`;
  return `nothing is called ${JSON.stringify(text)}, and it is no address: ${rather}`;
}

function isNear(text: string, name: string): boolean {
  return text !== '' && (name.includes(text) || text.includes(name));
}
