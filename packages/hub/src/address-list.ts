// Addresses and networks, as settings name them: `192.168.1.2`, `10.0.0.0/8`, `fd00::/8`.

import { BlockList, isIP } from 'node:net';
import { plainAddress } from './sender-address.ts';

/** Whether a text is an address, or a network with the length of its prefix. */
export function isAddressOrNetwork(text: string): boolean {
  const [address = '', length, more] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || more !== undefined) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
}

/** Some of them. */
export class AddressList {
  readonly #list = new BlockList();

  constructor(entries: readonly string[]) {
    for (const entry of entries.filter(isAddressOrNetwork)) {
      const [address = '', length] = entry.split('/');
      if (length === undefined) this.#list.addAddress(address, familyOf(address));
      else this.#list.addSubnet(address, Number(length), familyOf(address));
    }
  }

  /** Whether an address is one of them, or in one of the networks. */
  has(address: string | undefined): boolean {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && this.#list.check(plain, familyOf(plain));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
