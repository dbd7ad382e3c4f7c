// Keys of LE made into keys of BR/EDR, and back. Core Spec v5.4, Vol 3, Part H, 2.4.2.4 and 2.4.2.5.

import { fromHex } from '../core/index.ts';
import { h6, h7 } from './smp-functions.ts';

/** How one direction derives: by salt where both sides know h7 (bit CT2), else by key identifier. */
interface Derivation {
  readonly salt: Uint8Array;
  readonly intermediateId: Uint8Array;
  readonly keyId: Uint8Array;
}

/** 'tmp1', then 'lebr'. */
const TO_LINK_KEY: Derivation = {
  salt: fromHex('000000000000000000000000746d7031'),
  intermediateId: fromHex('746d7031'),
  keyId: fromHex('6c656272'),
};

/** 'tmp2', then 'brle'. */
const TO_LTK: Derivation = {
  salt: fromHex('000000000000000000000000746d7032'),
  intermediateId: fromHex('746d7032'),
  keyId: fromHex('62726c65'),
};

/** 2.4.2.4: the BR/EDR link key. `ct2`: both sides have set the bit CT2 in their features. */
export function ltkToLinkKey(ltk: Uint8Array, ct2: boolean): Uint8Array<ArrayBuffer> {
  return derived(ltk, ct2, TO_LINK_KEY);
}

/** 2.4.2.5: the LE long term key. `ct2` as above. */
export function linkKeyToLtk(linkKey: Uint8Array, ct2: boolean): Uint8Array<ArrayBuffer> {
  return derived(linkKey, ct2, TO_LTK);
}

function derived(key: Uint8Array, ct2: boolean, { salt, intermediateId, keyId }: Derivation) {
  return h6(ct2 ? h7(salt, key) : h6(key, intermediateId), keyId);
}
