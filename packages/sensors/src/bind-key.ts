// The key that opens the encrypted adverts of one sensor.

import { type AddressValue, toHex } from '@bluebell/ble/core';
import { AesCcm, aesCmac, type CcmOptions } from '@bluebell/ble/crypto';

/** MiBeacon, BTHome 1 and ATC authenticate this one byte with every message. */
const ASSOCIATED = Uint8Array.of(0x11);

/** What is signed for the mark of a key: "mark". */
const MARKED = Uint8Array.of(0x6d, 0x61, 0x72, 0x6b);

/** How each format uses CCM, and what it does with a beacon key of 12 bytes. */
const CIPHERS = {
  /** MiBeacon 4 and 5. */
  miBeacon: {
    options: { tagLength: 4, associatedData: ASSOCIATED },
    beaconKey: (key: Uint8Array) => Uint8Array.of(...key, 0xff, 0xff, 0xff, 0xff),
  },
  /** MiBeacon 2 and 3. */
  miBeaconLegacy: {
    options: { tagLength: 16, associatedData: ASSOCIATED },
    beaconKey: (key: Uint8Array) =>
      Uint8Array.of(...key.subarray(0, 6), 0x8d, 0x3d, 0x3c, 0x97, ...key.subarray(6)),
  },
  /** BTHome 1, ATC1441 and pvvx. */
  associated: { options: { tagLength: 4, associatedData: ASSOCIATED }, beaconKey: undefined },
  /** BTHome 2. */
  unassociated: { options: { tagLength: 4 }, beaconKey: undefined },
} as const satisfies Record<
  string,
  { options: CcmOptions; beaconKey: ((key: Uint8Array) => Uint8Array) | undefined }
>;

/** The ciphers that one key can be used with. */
export type CipherName = keyof typeof CIPHERS;

/**
 * A key of any length, with its ciphers, each made when first used. A length that a format cannot
 * use is no error here: it shows as `bad_key_length` in what is decoded with it.
 *
 * It never shows its bytes: not in logs, not in JSON, not in the console.
 */
export class BindKey {
  readonly #bytes: Uint8Array;
  readonly #ciphers = new Map<CipherName, AesCcm | undefined>();
  #mark: string | undefined;

  /** @param bytes 16 (bind key) or 12 (beacon key of legacy remotes and dimmers). */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes.slice();
  }

  /** The cipher of a format; `undefined` where the key has not the length that the format asks for. */
  cipher(name: CipherName): AesCcm | undefined {
    const known = this.#ciphers.get(name);
    if (known || this.#ciphers.has(name)) return known;
    const { options, beaconKey } = CIPHERS[name];
    const bytes = this.#bytes.length === 12 ? beaconKey?.(this.#bytes) : this.#bytes;
    const cipher = bytes?.length === 16 ? new AesCcm(bytes, options) : undefined;
    this.#ciphers.set(name, cipher);
    return cipher;
  }

  /**
   * Tells this key from others without showing it: eight hex digits, always the same for one key.
   * Counters are kept with it, since those of another key begin anew.
   */
  mark(): string {
    this.#mark ??= markOf(this.#bytes);
    return this.#mark;
  }

  toString(): string {
    return `[key of ${this.#bytes.length} bytes]`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function markOf(bytes: Uint8Array): string {
  const padded = new Uint8Array(16);
  padded.set(bytes.subarray(0, 16));
  return toHex(aesCmac(padded, MARKED).subarray(0, 4));
}

/** Where decoders find keys. A `Map` is one. */
export interface KeyRing {
  get(address: AddressValue): BindKey | undefined;
}
