// Encryption of MiBeacon: AES-128-CCM in the standard form of versions 4 and 5, and in the legacy
// form of versions 2 and 3.

import { type Reader, storeUint, Writer } from '@bluebell/ble/codec';
import { type AddressValue, UsageError } from '@bluebell/ble/core';
import type { BindKey, CipherName } from '../../bind-key.ts';
import type { MiBeaconHead } from './frame.ts';

/** From this version on the standard form is in use. */
const FIRST_STANDARD_VERSION = 4;

/** How some versions seal their objects. */
interface SealForm {
  readonly cipher: CipherName;
  /** Bytes of the tag that are sent. */
  readonly tagLength: number;
  /** A cipher text of fewer bytes is none. */
  readonly shortest: number;
  /** Whether the nonce begins with the frame control, and ends with most of the address. */
  readonly isLegacy: boolean;
  /** Room for a nonce. Shared: nothing waits between filling it and using it. */
  readonly nonce: Uint8Array<ArrayBuffer>;
}

const STANDARD: SealForm = {
  cipher: 'miBeacon',
  tagLength: 4,
  shortest: 2,
  isLegacy: false,
  nonce: new Uint8Array(12),
};

/** Only the first of sixteen bytes of the tag is sent: it catches 255 of 256 wrong keys. */
const LEGACY: SealForm = {
  cipher: 'miBeaconLegacy',
  tagLength: 1,
  shortest: 3,
  isLegacy: true,
  nonce: new Uint8Array(13),
};

const MAC_LENGTH = 6;

/** Bytes of the extended counter, which stands between cipher text and tag. */
const COUNTER_LENGTH = 3;

/** The form of a frame's version. */
export function sealFormOf(head: Pick<MiBeaconHead, 'flags'>): SealForm {
  return head.flags.version >= FIRST_STANDARD_VERSION ? STANDARD : LEGACY;
}

/** Whether one byte of tag is all the proof there is: then the plain text must make sense too. */
export function isLegacy(head: Pick<MiBeaconHead, 'flags'>): boolean {
  return sealFormOf(head).isLegacy;
}

/** What was made of the encrypted rest of a frame. */
export interface Opened {
  readonly fault: 'missing_key' | 'bad_key_length' | 'malformed' | 'auth_failed' | undefined;
  /** 24 bits above the frame counter; there once the trailer was read. */
  readonly extendedCounter: number | undefined;
  /** The objects; there only when the tag fits. */
  readonly plaintext: Uint8Array | undefined;
  /** 32 bits: extended counter above, frame counter below; there only when the tag fits. */
  readonly counter: number | undefined;
}

const MISSING_KEY = unopened('missing_key');
const BAD_KEY_LENGTH = unopened('bad_key_length');
const MALFORMED = unopened('malformed');

function unopened(fault: Opened['fault']): Opened {
  return { fault, extendedCounter: undefined, plaintext: undefined, counter: undefined };
}

/**
 * Opens what is left of a frame behind its head: cipher text, extended counter, tag.
 *
 * @param mac the address that the nonce is made with: the frame's own, else the sender's.
 */
export function openObjects(
  frame: Reader,
  head: MiBeaconHead,
  mac: AddressValue,
  key: BindKey | undefined,
): Opened {
  if (!key) return MISSING_KEY;
  const form = sealFormOf(head);
  const cipher = key.cipher(form.cipher);
  if (!cipher) return BAD_KEY_LENGTH;
  const sealedLength = frame.left - COUNTER_LENGTH - form.tagLength;
  if (sealedLength < form.shortest) return MALFORMED;
  const sealedAt = frame.skip(sealedLength);
  const extendedCounter = frame.u24();
  const tagAt = frame.skip(form.tagLength);
  const nonce = fillNonce(form.nonce, form, head, mac, extendedCounter);
  const plaintext = cipher.openWithin(
    nonce,
    frame.bytes,
    sealedAt,
    sealedLength,
    tagAt,
    form.tagLength,
  );
  return plaintext
    ? {
        fault: undefined,
        extendedCounter,
        plaintext,
        counter: extendedCounter * 256 + head.frameCounter,
      }
    : { fault: 'auth_failed', extendedCounter, plaintext, counter: undefined };
}

/** The nonce of a frame, for showing it. */
export function nonceOf(
  head: MiBeaconHead,
  mac: AddressValue,
  extendedCounter: number,
): Uint8Array<ArrayBuffer> {
  const form = sealFormOf(head);
  return fillNonce(new Uint8Array(form.nonce.length), form, head, mac, extendedCounter);
}

/**
 * Seals objects: cipher text, extended counter, tag, as they stand behind the head.
 *
 * @throws {UsageError} a key of a length that MiBeacon has no use for.
 */
export function sealObjects(
  objects: Uint8Array,
  head: Pick<MiBeaconHead, 'control' | 'flags' | 'pid' | 'frameCounter'>,
  mac: AddressValue,
  extendedCounter: number,
  key: BindKey,
): Uint8Array {
  const form = sealFormOf(head);
  const cipher = key.cipher(form.cipher);
  if (!cipher) throw new UsageError(`a ${String(key)} cannot seal MiBeacon frames`);
  const sealed = cipher.seal(fillNonce(form.nonce, form, head, mac, extendedCounter), objects);
  const to = new Writer(objects.length + COUNTER_LENGTH + form.tagLength);
  to.write(sealed.subarray(0, objects.length));
  to.uint(extendedCounter, COUNTER_LENGTH);
  to.write(sealed.subarray(objects.length, objects.length + form.tagLength));
  return to.finish();
}

/** Writes the nonce of a frame into bytes of its length, and gives them back. */
function fillNonce(
  nonce: Uint8Array<ArrayBuffer>,
  { isLegacy }: SealForm,
  { control, pid, frameCounter }: Pick<MiBeaconHead, 'control' | 'pid' | 'frameCounter'>,
  mac: AddressValue,
  extendedCounter: number,
): Uint8Array<ArrayBuffer> {
  if (isLegacy) storeUint(nonce, 0, control, 2);
  else storeUint(nonce, 0, mac, MAC_LENGTH);
  const at = isLegacy ? 2 : MAC_LENGTH;
  storeUint(nonce, at, pid, 2);
  storeUint(nonce, at + 2, frameCounter, 1);
  storeUint(nonce, at + 3, extendedCounter, COUNTER_LENGTH);
  // The first five bytes of the address as it is sent.
  if (isLegacy) storeUint(nonce, at + 6, mac, MAC_LENGTH - 1);
  return nonce;
}
