// Hex as people paste it: an HCI event, a whole advertisement, or service data alone.

import { encode } from '@bluebell/ble/codec';
import { type AddressValue, fromHex, parseAddress, UsageError } from '@bluebell/ble/core';
import { AdvertListener } from '@bluebell/ble/host';
import { Advert, adStructures, serviceData16, walkAdStructures } from '@bluebell/ble/radio';

/** What the command line says beside the bytes. */
export interface HexContext {
  /** The sender, where the bytes do not tell it. */
  readonly mac?: string | undefined;
  /** Four hex digits: the bytes are service data of this UUID. */
  readonly uuid?: string | undefined;
}

/** What stands for the address where nobody gives one. */
export const NO_ADDRESS: AddressValue = 0;

/** The first octets of an H4 packet with an LE meta event. */
const H4_LE_META = /^043e/;

/**
 * The adverts in some hex digits.
 *
 * @throws {UsageError} no hex, or bytes of none of the three kinds.
 */
export function advertsOfHex(text: string, { mac, uuid }: HexContext): readonly Advert[] {
  const digits = text
    .replace(/^\s*0x/i, '')
    .replace(/[\s:-]/g, '')
    .toLowerCase();
  if (digits === '') throw new UsageError('no hex digits are given');
  const bytes = fromHex(digits);
  const timeMs = Date.now();
  if (uuid === undefined && H4_LE_META.test(digits)) {
    const adverts = new AdvertListener().hear(bytes, timeMs);
    if (adverts.length > 0) return adverts;
    throw new UsageError('this HCI event holds no advertising report, or is cut short');
  }
  const data =
    uuid === undefined ? bytes : encode(adStructures, [serviceData16(uuidOf(uuid), bytes)]);
  if (!walkAdStructures(data, () => {})) {
    throw new UsageError(
      'neither an HCI event (04 3e …) nor AD structures; for service data alone add --uuid fe95',
    );
  }
  const address = mac === undefined ? NO_ADDRESS : parseAddress(mac);
  return [new Advert({ address, addressType: 'public', data, timeMs })];
}

function uuidOf(text: string): number {
  const digits = text.replace(/^0x/i, '');
  if (!/^[0-9a-f]{4}$/i.test(digits)) {
    throw new UsageError(`--uuid '${text}': give four hex digits, such as fe95`);
  }
  return Number.parseInt(digits, 16);
}
