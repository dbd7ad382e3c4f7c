// What Bluetooth's algorithms are made of: bytes in, bytes out.

export { type Block, encryptBlock, expandKey, type RoundKeys } from './aes.ts';
export { AesCcm, type CcmOptions } from './ccm.ts';
export { aesCmac } from './cmac.ts';
export { linkKeyToLtk, ltkToLinkKey } from './cross-transport.ts';
export { counterOfSignature, dataSignature, SIGNATURE_LENGTH } from './data-signature.ts';
export { isSameSecret, shortenedKey } from './octets.ts';
export {
  DEBUG_KEY_PAIR,
  generateKeyPair,
  isOnCurve,
  keyPairOf,
  type P256KeyPair,
  type P256PublicKey,
  sharedSecret,
} from './p256.ts';
export { AddressResolver, makeResolvable, resolves } from './rpa.ts';
export {
  ah,
  c1,
  e,
  f4,
  f5,
  f6,
  g2,
  h6,
  h7,
  keyOfNumber,
  type PairingExchange,
  s1,
  sixDigitsOf,
} from './smp-functions.ts';
