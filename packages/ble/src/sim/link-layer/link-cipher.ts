// Encryption of data channel PDUs. Core Spec v5.4, Vol 6, Part E, 1 and 2; Part B, 5.1.3.1.

import { bytes, encode, struct, u40 } from '../../codec/index.ts';
import { AesCcm, e } from '../../crypto/index.ts';
import { MIC_OCTETS } from '../../ll/index.ts';

/** What both sides contribute to a session, as PDUs have it: least significant octet first. */
export interface SessionParts {
  readonly skdC: Uint8Array;
  readonly ivC: Uint8Array;
  readonly skdP: Uint8Array;
  readonly ivP: Uint8Array;
}

/** Part E, 2.1. The counter has 39 bits, and above them the direction. */
const nonce = struct({ counterAndDirection: u40, ivC: bytes(4), ivP: bytes(4) });

const FROM_CENTRAL = 2 ** 39;

/** One session of a link: its key, and a counter for each direction. */
export class LinkCipher {
  readonly #parts: SessionParts;
  /** CCM for each LLID, which is authenticated with the payload; made when it is first needed. */
  readonly #byLlid: AesCcm[] = [];
  readonly #sessionKey: Uint8Array;
  readonly #sendsAs: number;
  readonly #receivesAs: number;
  #sent = 0;
  #received = 0;

  /** @param longTermKey most significant octet first. */
  constructor(longTermKey: Uint8Array, parts: SessionParts, isCentral: boolean) {
    const diversifier = Uint8Array.of(...parts.skdP.toReversed(), ...parts.skdC.toReversed());
    this.#sessionKey = e(longTermKey, diversifier);
    this.#parts = parts;
    this.#sendsAs = isCentral ? FROM_CENTRAL : 0;
    this.#receivesAs = FROM_CENTRAL - this.#sendsAs;
  }

  /** The payload as it goes on the air, integrity check included. Each is sealed once, however often it is sent. */
  seal(llid: number, plain: Uint8Array): Uint8Array {
    return this.#ccmOf(llid).seal(this.#nonce(this.#sent++ + this.#sendsAs), plain);
  }

  /** The payload in the clear; `undefined` when the integrity check fails. */
  open(llid: number, sealed: Uint8Array): Uint8Array | undefined {
    const length = sealed.length - MIC_OCTETS;
    if (length < 1) return undefined;
    return this.#ccmOf(llid).openWithin(
      this.#nonce(this.#received++ + this.#receivesAs),
      sealed,
      0,
      length,
      length,
      MIC_OCTETS,
    );
  }

  #nonce(counterAndDirection: number): Uint8Array {
    const { ivC, ivP } = this.#parts;
    return encode(nonce, { counterAndDirection, ivC, ivP });
  }

  /** NESN, SN and MD are left out of what is authenticated: of the first octet the LLID is left. */
  #ccmOf(llid: number): AesCcm {
    this.#byLlid[llid] ??= new AesCcm(this.#sessionKey, {
      tagLength: MIC_OCTETS,
      associatedData: Uint8Array.of(llid),
    });
    return this.#byLlid[llid];
  }
}
