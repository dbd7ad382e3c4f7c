// AES-128 as a block function on four words: what CCM, CMAC and address hashes are made of.

import { unsafe } from '@noble/ciphers/aes.js';
import { UsageError } from '../core/index.ts';

/** The round keys of one AES-128 key: made once, kept as long as the key is in use. */
export type RoundKeys = Uint32Array;

/** Four words of a block, least significant byte first. */
export interface Block {
  readonly s0: number;
  readonly s1: number;
  readonly s2: number;
  readonly s3: number;
}

/**
 * Expands a key.
 *
 * @throws {UsageError} a key that has not 16 bytes.
 */
export function expandKey(key: Uint8Array): RoundKeys {
  if (key.length !== 16) throw new UsageError(`an AES-128 key has 16 bytes, not ${key.length}`);
  return unsafe.expandKeyLE(key);
}

/** Encrypts one block. "Unsafe" in its name only means that modes are the caller's affair. */
export const encryptBlock: (
  keys: RoundKeys,
  s0: number,
  s1: number,
  s2: number,
  s3: number,
) => Block = unsafe.encrypt;
