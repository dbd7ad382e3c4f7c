// AES-CMAC: RFC 4493; Core Spec v5.4, Vol 3, Part H, 2.2.5.

import { cmac } from '@noble/ciphers/aes.js';
import { UsageError } from '../core/index.ts';

/**
 * The authentication code of a message, 16 bytes, most significant first.
 *
 * @throws {UsageError} a key that has not 16 bytes.
 */
export function aesCmac(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  if (key.length !== 16) throw new UsageError(`an AES-128 key has 16 bytes, not ${key.length}`);
  return cmac(message, key);
}
