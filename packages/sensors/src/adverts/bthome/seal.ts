// Encryption of BTHome: AES-128-CCM. Behind the cipher text stand a counter and the tag.

import { type Field, type Reader, struct, u8, u16, u32, u48be, Writer } from '@bluebell/ble/codec';
import { type AddressValue, UsageError } from '@bluebell/ble/core';
import type { BindKey, CipherName } from '../../bind-key.ts';
import type { Fault } from '../../measurement.ts';

/** What a nonce is made of; each version takes what it needs. */
interface NonceParts {
  readonly mac: AddressValue;
  readonly uuid: number;
  readonly info: number;
  readonly counter: number;
}

/** How one version seals. */
export interface SealForm {
  readonly cipher: CipherName;
  readonly uuid: number;
  readonly nonce: Pick<Field<NonceParts>, 'write'>;
  /** Bytes of the smallest object: a cipher text without room for one is none. */
  readonly shortest: number;
}

/** Version 1: service data of its own UUID, one byte authenticated besides. */
export const SEAL_1: SealForm = {
  cipher: 'associated',
  uuid: 0x181e,
  nonce: struct({ mac: u48be, uuid: u16, counter: u32 }),
  shortest: 3,
};

/** Version 2: the info byte is part of the nonce. */
export const SEAL_2: SealForm = {
  cipher: 'unassociated',
  uuid: 0xfcd2,
  nonce: struct({ mac: u48be, uuid: u16, info: u8, counter: u32 }),
  shortest: 2,
};

const COUNTER_LENGTH = 4;
const TAG_LENGTH = 4;

/** What was made of an encrypted payload. */
export interface Opened {
  readonly fault: Fault | undefined;
  /** There once the trailer was read; proven only when the tag fits. */
  readonly counter?: number;
  readonly nonce?: Uint8Array;
  /** The objects; there only when the tag fits. */
  readonly plaintext?: Uint8Array;
}

const MISSING_KEY: Opened = { fault: 'missing_key' };
const BAD_KEY_LENGTH: Opened = { fault: 'bad_key_length' };
const MALFORMED: Opened = { fault: 'malformed' };

/**
 * Opens what is left of a frame: cipher text, counter, tag.
 *
 * @param mac the address that the nonce is made with; `undefined` when the frame broke off in it.
 * @param info the first byte of a version 2 frame.
 */
export function openPayload(
  frame: Reader,
  form: SealForm,
  key: BindKey | undefined,
  mac: AddressValue | undefined,
  info = 0,
): Opened {
  if (!key) return MISSING_KEY;
  const cipher = key.cipher(form.cipher);
  if (!cipher) return BAD_KEY_LENGTH;
  const sealedLength = frame.left - COUNTER_LENGTH - TAG_LENGTH;
  if (mac === undefined || sealedLength < form.shortest) return MALFORMED;
  const sealed = frame.view(sealedLength);
  const counter = frame.u32();
  const nonce = nonceOf(form, { mac, uuid: form.uuid, info, counter });
  const plaintext = cipher.open(nonce, sealed, frame.rest());
  return plaintext
    ? { fault: undefined, counter, nonce, plaintext }
    : { fault: 'auth_failed', counter, nonce };
}

/**
 * Seals objects: cipher text, counter, tag.
 *
 * @throws {UsageError} a key that has not 16 bytes.
 */
export function sealPayload(
  objects: Uint8Array,
  form: SealForm,
  key: BindKey,
  parts: Omit<NonceParts, 'uuid'>,
): Uint8Array<ArrayBuffer> {
  const cipher = key.cipher(form.cipher);
  if (!cipher) throw new UsageError(`a ${String(key)} cannot seal BTHome frames: 16 are needed`);
  const sealed = cipher.seal(nonceOf(form, { ...parts, uuid: form.uuid }), objects);
  const to = new Writer(sealed.length + COUNTER_LENGTH);
  to.write(sealed.subarray(0, objects.length));
  to.uint(parts.counter, COUNTER_LENGTH);
  to.write(sealed.subarray(objects.length));
  return to.finish();
}

function nonceOf(form: SealForm, parts: NonceParts): Uint8Array {
  const to = new Writer(13);
  form.nonce.write(to, parts);
  return to.finish();
}
