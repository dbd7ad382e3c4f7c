// AES-128-CCM: NIST SP 800-38C; RFC 3610. Put together from the block function, since no portable
// library offers CCM and WebCrypto does not have it.

import { UsageError } from '../core/index.ts';
import { type Block, encryptBlock, expandKey, type RoundKeys } from './aes.ts';

/** How one use of CCM is set up. */
export interface CcmOptions {
  /** Bytes of the tag: 4, 6, 8, 10, 12, 14 or 16. */
  readonly tagLength: number;
  /** Bytes that are authenticated with every message, not encrypted; at most 65,279. Default: none. */
  readonly associatedData?: Uint8Array;
}

const NOTHING = new Uint8Array(0);

const TAG_LENGTHS: ReadonlySet<number> = new Set([4, 6, 8, 10, 12, 14, 16]);

/** What two bytes of length stand for; more bytes would need a longer form of it. RFC 3610, 2.2. */
const MAX_ASSOCIATED = 0xfeff;

/** What two bytes count: enough for Bluetooth, and right for every length of nonce. */
const MAX_MESSAGE = 0xffff;

/** In the flags of the first block: associated data follows. RFC 3610, 2.2. */
const HAS_ASSOCIATED_DATA = 0x40;

/** One key, ready to open and seal many messages. */
export class AesCcm {
  readonly #keys: RoundKeys;
  readonly #tagLength: number;
  /** The flags of the first block, without those that tell the length of the nonce. */
  readonly #flags: number;
  /** The associated data, the same for every message. */
  readonly #associated: readonly Block[];

  /** @throws {UsageError} a key that has not 16 bytes, or options out of range. */
  constructor(key: Uint8Array, { tagLength, associatedData = NOTHING }: CcmOptions) {
    if (!TAG_LENGTHS.has(tagLength)) {
      throw new UsageError(`a CCM tag has 4, 6, 8, 10, 12, 14 or 16 bytes, not ${tagLength}`);
    }
    this.#keys = expandKey(key);
    this.#tagLength = tagLength;
    this.#associated = associatedBlocks(associatedData);
    this.#flags = (tagLength - 2) * 4 + (associatedData.length > 0 ? HAS_ASSOCIATED_DATA : 0);
  }

  /**
   * Opens a message. The tag may be given cut short: then only as many of its bytes are compared.
   *
   * @param nonce 7 to 13 bytes; with the key, never used twice.
   * @param sealed at most 65,535 bytes.
   * @returns the plain text, or `undefined` when the tag does not fit.
   * @throws {UsageError} a nonce or a message of another length.
   */
  open(
    nonce: Uint8Array,
    sealed: Uint8Array,
    tag: Uint8Array,
  ): Uint8Array<ArrayBuffer> | undefined {
    const plain = new Uint8Array(sealed.length);
    this.#crypt(nonce, sealed, 0, plain, plain);
    return this.#isTag(tag, 0, tag.length) ? plain : undefined;
  }

  /**
   * The same where cipher text and tag stand in a longer message: making views of them would cost as
   * much as a block of AES.
   */
  openWithin(
    nonce: Uint8Array,
    message: Uint8Array,
    sealedAt: number,
    sealedLength: number,
    tagAt: number,
    tagLength: number,
  ): Uint8Array<ArrayBuffer> | undefined {
    const plain = new Uint8Array(sealedLength);
    this.#crypt(nonce, message, sealedAt, plain, plain);
    return this.#isTag(message, tagAt, tagLength) ? plain : undefined;
  }

  /**
   * Seals a message: the cipher text, then the tag.
   *
   * @param nonce 7 to 13 bytes; with the key, never used twice.
   * @param plain at most 65,535 bytes.
   * @throws {UsageError} a nonce or a message of another length.
   */
  seal(nonce: Uint8Array, plain: Uint8Array): Uint8Array<ArrayBuffer> {
    const sealed = new Uint8Array(plain.length + this.#tagLength);
    this.#crypt(nonce, plain, 0, sealed, plain);
    for (let i = 0; i < this.#tagLength; i++) sealed[plain.length + i] = byteAt(block, i);
    return sealed;
  }

  /**
   * Counter mode from `input` to `output`, and CBC-MAC over `plain`, which is one of the two: block by
   * block, so that each is at hand when it is taken into the MAC. The tag is left in `block`.
   */
  #crypt(
    nonce: Uint8Array,
    input: Uint8Array,
    inputAt: number,
    output: Uint8Array,
    plain: Uint8Array,
  ): void {
    const { length } = plain;
    checkLengths(nonce, length);
    const keys = this.#keys;
    // Flags, nonce, and two bytes of counter or length, still 0. RFC 3610, 2.2 and 2.3.
    block[0] = 14 - nonce.length;
    load(1, nonce, 0);
    const w0 = wordAt(0);
    const w1 = wordAt(4);
    const w2 = wordAt(8);
    const w3 = wordAt(12);

    let mac = encryptBlock(keys, w0 | this.#flags, w1, w2, w3 | lastTwoBytes(length));
    for (const associated of this.#associated) {
      store(associated);
      mac = absorb(keys, mac);
    }
    for (let at = 0, counter = 1; at < length; at += 16, counter++) {
      store(encryptBlock(keys, w0, w1, w2, w3 | lastTwoBytes(counter)));
      const count = Math.min(16, length - at);
      for (let i = 0; i < count; i++) {
        output[at + i] = byteAt(input, inputAt + at + i) ^ byteAt(block, i);
      }
      load(0, plain, at);
      mac = absorb(keys, mac);
    }
    const mask = encryptBlock(keys, w0, w1, w2, w3);
    store({
      s0: mac.s0 ^ mask.s0,
      s1: mac.s1 ^ mask.s1,
      s2: mac.s2 ^ mask.s2,
      s3: mac.s3 ^ mask.s3,
    });
  }

  /** Whether a tag, perhaps cut short, is the one in `block`. */
  #isTag(bytes: Uint8Array, at: number, length: number): boolean {
    let difference = length > 0 && length <= this.#tagLength ? 0 : 1;
    for (let i = 0; i < length; i++) difference |= byteAt(bytes, at + i) ^ byteAt(block, i);
    return difference === 0;
  }
}

/** One block as bytes. Shared: nothing here waits between writing and reading. */
const block = new Uint8Array(16);
/** The same block as words. */
const words = new DataView(block.buffer);

function wordAt(at: number): number {
  return words.getInt32(at, true);
}

/** Fills the block from its byte `start` on with the bytes from `at` on, then with zeros. */
function load(start: number, bytes: Uint8Array, at: number): void {
  const end = Math.min(16, start + bytes.length - at);
  let i = start;
  for (; i < end; i++) block[i] = byteAt(bytes, at + i - start);
  for (; i < 16; i++) block[i] = 0;
}

function store({ s0, s1, s2, s3 }: Block): void {
  words.setInt32(0, s0, true);
  words.setInt32(4, s1, true);
  words.setInt32(8, s2, true);
  words.setInt32(12, s3, true);
}

/** One step of CBC-MAC: takes in the block. */
function absorb(keys: RoundKeys, { s0, s1, s2, s3 }: Block): Block {
  return encryptBlock(keys, s0 ^ wordAt(0), s1 ^ wordAt(4), s2 ^ wordAt(8), s3 ^ wordAt(12));
}

/** Two bytes at the end of a block, most significant first: a counter, or a length. */
function lastTwoBytes(value: number): number {
  return ((value & 0xff) << 24) | ((value & 0xff00) << 8);
}

/** Two bytes of length, most significant first, then the data, then zeros. RFC 3610, 2.2. */
function associatedBlocks(data: Uint8Array): readonly Block[] {
  if (data.length > MAX_ASSOCIATED) {
    throw new UsageError(`associated data of ${data.length} bytes, ${MAX_ASSOCIATED} at most`);
  }
  if (data.length === 0) return [];
  const bytes = Uint8Array.of(data.length >>> 8, data.length, ...data);
  const blocks: Block[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    load(0, bytes, at);
    blocks.push({ s0: wordAt(0), s1: wordAt(4), s2: wordAt(8), s3: wordAt(12) });
  }
  return blocks;
}

function checkLengths(nonce: Uint8Array, length: number): void {
  if (nonce.length < 7 || nonce.length > 13) {
    throw new UsageError(`a CCM nonce has 7 to 13 bytes, not ${nonce.length}`);
  }
  if (length > MAX_MESSAGE) {
    throw new UsageError(`a message of ${length} bytes, ${MAX_MESSAGE} at most`);
  }
}

/** The cast holds since every caller stays inside. */
function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
