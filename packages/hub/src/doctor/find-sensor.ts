// Which device somebody means who asks about one: by its name, its own name, its id or its address.

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
 * The address of what is meant. Names that users gave come before those that devices advertise, which are
 * whatever the air holds.
 *
 * @throws {UsageError} nothing is called so, or several are; and it is no address.
 */
export function findSensor(
  text: string,
  given: readonly Named[],
  advertised: readonly Named[],
): AddressValue {
  const wanted = plain(text);
  for (const names of [given, advertised]) {
    const found = new Set(
      names.flatMap(([address, name]) => (plain(name) === wanted ? address : [])),
    );
    const [address, ...others] = found;
    if (address !== undefined && others.length === 0) return address;
    if (address !== undefined) throw new UsageError(severalText(text, [...found]));
  }
  try {
    return parseAddress(text.trim());
  } catch (cause) {
    if (!(cause instanceof BleError)) throw cause;
    throw new UsageError(unknownText(text, given), { cause });
  }
}

/** Case and spaces are not what names differ by. */
function plain(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function severalText(text: string, addresses: readonly AddressValue[]): string {
  const list = addresses.map(formatAddress).join(', ');
  return `several are called ${JSON.stringify(text)}: say which by its address: ${list}`;
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
