// Who we are, made up once. Core Spec v5.4, Vol 6, Part B, 1.3.2.1.

import { randomBytes, randomInt } from 'node:crypto';
import { toHex } from '@bluebell/ble/core';

/** Above the 46 random bits of a static address stand two ones. */
const STATIC = 3 * 2 ** 46;

/** A static random address, and the key of private ones. */
export function newIdentity(): { readonly address: number; readonly irk: string } {
  return { address: STATIC + randomInt(1, 2 ** 46 - 1), irk: toHex(randomBytes(16)) };
}
