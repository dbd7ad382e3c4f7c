// One private address against many identity keys, nothing cached, beside kept node:crypto ciphers.

import { createCipheriv, randomBytes } from 'node:crypto';
import { AddressResolver, makeResolvable } from '@bluebell/ble/crypto';
import { compare, type Figure } from './harness.ts';

const KEYS = 1_000;

export default function privateAddresses(): Promise<readonly Figure[]> {
  const irks = Array.from({ length: KEYS }, () => randomBytes(16));
  const stranger = randomBytes(16);
  const resolver = new AddressResolver<number>();
  for (const [who, irk] of irks.entries()) resolver.add(irk, who);
  const ciphers = irks.map((irk) => createCipheriv('aes-128-ecb', irk, null));
  const block = Buffer.alloc(16);
  let random = 0;
  return compare({
    name: `a private address tried against ${KEYS} identity keys`,
    ours: () => {
      // A new address each time: none of them is in a cache.
      resolver.resolve(makeResolvable(stranger, random++));
      return 1;
    },
    against: 'kept node:crypto AES-128-ECB ciphers',
    theirs: () => {
      block.writeUIntBE(0x40_00_00 + (random++ % 2 ** 22), 13, 3);
      let matches = 0;
      for (const cipher of ciphers) if (cipher.update(block).readUIntBE(13, 3) === 0) matches++;
      return matches < KEYS ? 1 : 0;
    },
    atLeast: 6,
  });
}
