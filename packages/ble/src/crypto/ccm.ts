// AES-128-CCM: NIST SP 800-38C; RFC 3610. Put together from the block function, since no portable
// library offers CCM and WebCrypto does not have it.

import { UsageError } from '../core/index.ts';
import { type Block, encryptBlock, expandKey, type RoundKeys } from './aes.ts';

/** How one use of CCM is set up. */
export interface CcmOptions {
  /** Bytes of the tag: 4, 6, 8, 10, 12, 14 or 16. */
  readonly tagLength: number;
  /** Bytes that are authenticated, not encrypted; at most 14 here, as much as Bluetooth uses. */
  readonly associatedData?: Uint8Array;
}

const NONE = new Uint8Array(0);

/** One key, ready to open and seal many messages. */
export class AesCcm {
  readonly #keys: RoundKeys;
  readonly #tagLength: number;
  readonly #associatedData: Uint8Array;
  /** The block of associated data, its length in front: the same for every message. */
  readonly #associatedBlock = new Uint8Array(16);

  /** @throws {UsageError} a key that has not 16 bytes, or options out of range. */
  constructor(key: Uint8Array, { tagLength, associatedData = NONE }: CcmOptions) {
    if (tagLength < 4 || tagLength > 16 || tagLength % 2 === 1) {
      throw new UsageError(`a CCM tag cannot have ${tagLength} bytes`);
    }
    if (associatedData.length > 14) throw new UsageError('associated data of more than 14 bytes');
    this.#keys = expandKey(key);
    this.#tagLength = tagLength;
    this.#associatedData = associatedData;
    this.#associatedBlock[1] = associatedData.length;
    this.#associatedBlock.set(associatedData, 2);
  }

  /**
   * Opens a message. The tag may be given cut short: then only as many of its bytes are compared.
   *
   * @param nonce 7 to 13 bytes; with the key, never used twice.
   * @returns the plain text, or `undefined` when the tag does not fit.
   */
  open(
    nonce: Uint8Array,
    sealed: Uint8Array,
    tag: Uint8Array,
  ): Uint8Array<ArrayBuffer> | undefined {
    const plain = new Uint8Array(sealed.length);
    this.#crypt(nonce, sealed, plain);
    const expected = this.#tag(nonce, plain);
    let difference = tag.length > 0 && tag.length <= this.#tagLength ? 0 : 1;
    for (let i = 0; i < tag.length; i++) difference |= byte(tag, i) ^ byte(expected, i);
    return difference === 0 ? plain : undefined;
  }

  /**
   * Seals a message: the cipher text, then the tag.
   *
   * @param nonce 7 to 13 bytes; with the key, never used twice.
   */
  seal(nonce: Uint8Array, plain: Uint8Array): Uint8Array<ArrayBuffer> {
    const sealed = new Uint8Array(plain.length + this.#tagLength);
    this.#crypt(nonce, plain, sealed);
    sealed.set(this.#tag(nonce, plain).subarray(0, this.#tagLength), plain.length);
    return sealed;
  }

  /** Counter mode from counter 1 on: the same both ways. */
  #crypt(nonce: Uint8Array, input: Uint8Array, output: Uint8Array): void {
    counterBlock(nonce);
    for (let offset = 0, counter = 1; offset < input.length; offset += 16, counter++) {
      setLength(counter);
      storeBlock(this.#encryptScratch());
      const end = Math.min(16, input.length - offset);
      for (let i = 0; i < end; i++) {
        output[offset + i] = byte(input, offset + i) ^ byte(stream, i);
      }
    }
  }

  /** CBC-MAC over head, associated data and plain text, then encrypted with counter 0. */
  #tag(nonce: Uint8Array, plain: Uint8Array): Uint8Array {
    const hasAssociatedData = this.#associatedData.length > 0;
    counterBlock(nonce);
    scratch[0] = (hasAssociatedData ? 0x40 : 0) + (this.#tagLength - 2) * 4 + (14 - nonce.length);
    setLength(plain.length);
    let mac = this.#encryptScratch();
    if (hasAssociatedData) mac = this.#absorb(mac, this.#associatedBlock, 0);
    for (let offset = 0; offset < plain.length; offset += 16)
      mac = this.#absorb(mac, plain, offset);
    counterBlock(nonce);
    setLength(0);
    const mask = this.#encryptScratch();
    storeWords(mac.s0 ^ mask.s0, mac.s1 ^ mask.s1, mac.s2 ^ mask.s2, mac.s3 ^ mask.s3);
    return stream;
  }

  #absorb(mac: Block, bytes: Uint8Array, offset: number): Block {
    return encryptBlock(
      this.#keys,
      mac.s0 ^ wordAt(bytes, offset),
      mac.s1 ^ wordAt(bytes, offset + 4),
      mac.s2 ^ wordAt(bytes, offset + 8),
      mac.s3 ^ wordAt(bytes, offset + 12),
    );
  }

  #encryptScratch(): Block {
    return encryptBlock(
      this.#keys,
      wordAt(scratch, 0),
      wordAt(scratch, 4),
      wordAt(scratch, 8),
      wordAt(scratch, 12),
    );
  }
}

/** The block that is about to be encrypted. Shared: nothing here waits between writing and reading. */
const scratch = new Uint8Array(16);
/** What the last encryption gave, as bytes. Shared for the same reason. */
const stream = new Uint8Array(16);

/** Flags and nonce of a counter block; the counter itself is still 0. RFC 3610, 2.3. */
function counterBlock(nonce: Uint8Array): void {
  if (nonce.length < 7 || nonce.length > 13) {
    throw new UsageError(`a CCM nonce has 7 to 13 bytes, not ${nonce.length}`);
  }
  scratch[0] = 14 - nonce.length;
  scratch.set(nonce, 1);
  for (let i = nonce.length + 1; i < 14; i++) scratch[i] = 0;
}

/** The last two bytes, big-endian: a counter, or the length of the message. */
function setLength(value: number): void {
  scratch[14] = value >>> 8;
  scratch[15] = value & 0xff;
}

function storeBlock(block: Block): void {
  storeWords(block.s0, block.s1, block.s2, block.s3);
}

function storeWords(s0: number, s1: number, s2: number, s3: number): void {
  storeWord(0, s0);
  storeWord(4, s1);
  storeWord(8, s2);
  storeWord(12, s3);
}

function storeWord(at: number, word: number): void {
  stream[at] = word;
  stream[at + 1] = word >>> 8;
  stream[at + 2] = word >>> 16;
  stream[at + 3] = word >>> 24;
}

/** Four bytes as a word; what lies past the end counts as 0, which is CCM's padding. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (
    byte(bytes, at) |
    (byte(bytes, at + 1) << 8) |
    (byte(bytes, at + 2) << 16) |
    (byte(bytes, at + 3) << 24)
  );
}

/** `| 0` and shifts read a missing byte as 0, so the cast is harmless past the end. */
function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
