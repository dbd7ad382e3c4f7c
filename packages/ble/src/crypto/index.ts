// What Bluetooth's algorithms are made of: bytes in, bytes out.

export { type Block, encryptBlock, expandKey, type RoundKeys } from './aes.ts';
export { AesCcm, type CcmOptions } from './ccm.ts';
export { AddressResolver, makeResolvable, resolves } from './rpa.ts';
