// The cryptographic toolbox of the Security Manager. Core Spec v5.4, Vol 3, Part H, 2.2. All values
// are most significant byte first, as the specification prints them; on the air they are turned round.

import { fromHex, UsageError } from '../core/index.ts';
import { encryptBlock, expandKey } from './aes.ts';
import { aesCmac } from './cmac.ts';
import { joined, xored } from './octets.ts';

/** 2.2.1: AES-128 of one block. */
export function e(key: Uint8Array, plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  if (plaintext.length !== 16) {
    throw new UsageError(`a block has 16 bytes, not ${plaintext.length}`);
  }
  const words = new DataView(Uint8Array.from(plaintext).buffer);
  const [w0, w1, w2, w3] = [0, 4, 8, 12].map((at) => words.getUint32(at, true));
  const { s0, s1, s2, s3 } = encryptBlock(expandKey(key), w0 ?? 0, w1 ?? 0, w2 ?? 0, w3 ?? 0);
  [s0, s1, s2, s3].forEach((word, i) => {
    words.setUint32(4 * i, word, true);
  });
  return new Uint8Array(words.buffer);
}

/** 2.2.2: the hash of a resolvable private address, 3 bytes. `r` are its 3 random bytes. */
export function ah(k: Uint8Array, r: Uint8Array): Uint8Array<ArrayBuffer> {
  return e(k, joined(new Uint8Array(13), r)).slice(13);
}

/** What both sides know when they confirm legacy pairing. */
export interface PairingExchange {
  /** Pairing Request and Response, 7 bytes each, the opcode last. */
  readonly preq: Uint8Array;
  readonly pres: Uint8Array;
  /** Whether the addresses are random (1) or public (0), and the 6 bytes of each. */
  readonly iat: number;
  readonly ia: Uint8Array;
  readonly rat: number;
  readonly ra: Uint8Array;
}

/** 2.2.3: the confirm value of legacy pairing. */
export function c1(
  k: Uint8Array,
  r: Uint8Array,
  { preq, pres, iat, ia, rat, ra }: PairingExchange,
): Uint8Array<ArrayBuffer> {
  const p1 = joined(pres, preq, Uint8Array.of(rat, iat));
  const p2 = joined(new Uint8Array(4), ia, ra);
  return e(k, xored(e(k, xored(r, p1)), p2));
}

/** 2.2.4: the short term key of legacy pairing. */
export function s1(k: Uint8Array, r1: Uint8Array, r2: Uint8Array): Uint8Array<ArrayBuffer> {
  return e(k, joined(r1.slice(8), r2.slice(8)));
}

/** 2.2.6: the confirm value of Secure Connections. `u` and `v` are 32 bytes, `z` one. */
export function f4(
  u: Uint8Array,
  v: Uint8Array,
  x: Uint8Array,
  z: number,
): Uint8Array<ArrayBuffer> {
  return aesCmac(x, joined(u, v, Uint8Array.of(z)));
}

const F5_SALT = fromHex('6c888391aaf5a53860370bdb5a6083be');
/** 'btle' */
const F5_KEY_ID = fromHex('62746c65');
/** 256 bits, of which each counter gives half. */
const F5_LENGTH = fromHex('0100');

/** 2.2.7: the two keys of Secure Connections. `a1` and `a2` are an address type and 6 bytes each. */
export function f5(
  w: Uint8Array,
  n1: Uint8Array,
  n2: Uint8Array,
  a1: Uint8Array,
  a2: Uint8Array,
): { readonly macKey: Uint8Array; readonly ltk: Uint8Array } {
  const t = aesCmac(F5_SALT, w);
  const half = (counter: number) =>
    aesCmac(t, joined(Uint8Array.of(counter), F5_KEY_ID, n1, n2, a1, a2, F5_LENGTH));
  return { macKey: half(0), ltk: half(1) };
}

/** 2.2.8: the check value of Secure Connections. `iocap` is AuthReq, OOB flag, IO capability. */
export function f6(
  w: Uint8Array,
  n1: Uint8Array,
  n2: Uint8Array,
  r: Uint8Array,
  iocap: Uint8Array,
  a1: Uint8Array,
  a2: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return aesCmac(w, joined(n1, n2, r, iocap, a1, a2));
}

/** 2.2.9: what people compare, as 32 bits; they see `sixDigitsOf` it. */
export function g2(u: Uint8Array, v: Uint8Array, x: Uint8Array, y: Uint8Array): number {
  return new DataView(aesCmac(x, joined(u, v, y)).buffer).getUint32(12);
}

/** The number that is shown: the last six decimal digits. 2.2.9 */
export function sixDigitsOf(value: number): number {
  return value % 1_000_000;
}

/** 2.2.10: one key made into another. `keyId` is 4 bytes. */
export function h6(w: Uint8Array, keyId: Uint8Array): Uint8Array<ArrayBuffer> {
  return aesCmac(w, keyId);
}

/** 2.2.11: one key made into another. `salt` is 16 bytes. */
export function h7(salt: Uint8Array, w: Uint8Array): Uint8Array<ArrayBuffer> {
  return aesCmac(salt, w);
}

/** A number as the 16 bytes of a key: how a passkey becomes one. 2.3.5.3 */
export function keyOfNumber(number: number): Uint8Array<ArrayBuffer> {
  const key = new Uint8Array(16);
  new DataView(key.buffer).setUint32(12, number);
  return key;
}
