// Encryption of ATC1441 and pvvx: AES-128-CCM. Counter in front, tag behind, four bytes of it.

import { type Reader, struct, u8, u16, u48, Writer } from '@bluebell/ble/codec';
import { type AddressValue, toHex, UsageError } from '@bluebell/ble/core';
import type { Heard } from '../../advert-format.ts';
import type { BindKey } from '../../bind-key.ts';
import { type Family, type Fault, type FrameDetails, Measurement } from '../../measurement.ts';
import type { Values } from '../../quantities.ts';

const SERVICE_DATA = 0x16;
const UUID = 0x181a;
/** The AD structure's own octets that its length counts: type and UUID. */
const AD_HEAD = 3;
const COUNTER_LENGTH = 1;
const TAG_LENGTH = 4;

/** The nonce: the AD structure up to the counter, behind the sender's address. */
const nonce = struct({ mac: u48, adLength: u8, adType: u8, uuid: u16, counter: u8 });

/** What was made of an encrypted frame. */
export interface Opened {
  readonly fault: Fault | undefined;
  /** Eight bits; begins anew when the battery was changed. */
  readonly packetId: number;
  readonly nonce?: Uint8Array;
  /** There only when the tag fits. */
  readonly plaintext?: Uint8Array;
}

/** What is the same in all encrypted frames of one firmware. */
interface SealedForm {
  readonly family: Family;
  readonly product: string;
  readonly valuesOf: (plaintext: Uint8Array) => Values;
}

/** Makes what reads the encrypted frames of a firmware: those that are long enough for counter and tag. */
export function sealedReader({ family, product, valuesOf }: SealedForm) {
  return (frame: Reader, heard: Heard): Measurement => {
    const opened = openFrame(frame, heard);
    const { fault, packetId, plaintext } = opened;
    return new Measurement<Opened>({
      family,
      product,
      address: heard.advert.addressValue,
      encrypted: true,
      fault,
      sequence: { packet: packetId },
      values: plaintext && valuesOf(plaintext),
      frame: opened,
      describe: describeOpened,
    });
  };
}

/** Opens a frame of counter, cipher text and tag. The caller knows that it is long enough. */
export function openFrame(frame: Reader, { advert, keys, adLength }: Heard): Opened {
  const packetId = frame.u8();
  const key = keys.get(advert.addressValue);
  if (!key) return { fault: 'missing_key', packetId };
  const cipher = key.cipher('associated');
  if (!cipher) return { fault: 'bad_key_length', packetId };
  const sealed = frame.view(frame.left - TAG_LENGTH);
  const made = nonceOf(advert.addressValue, adLength, packetId);
  const plaintext = cipher.open(made, sealed, frame.rest());
  return plaintext
    ? { fault: undefined, packetId, nonce: made, plaintext }
    : { fault: 'auth_failed', packetId, nonce: made };
}

/** Takes an encrypted frame apart. */
function describeOpened({ packetId, nonce, plaintext }: Opened): FrameDetails {
  return {
    packetId,
    ...(nonce && { nonce: toHex(nonce) }),
    ...(plaintext && { plaintext: toHex(plaintext) }),
  };
}

/**
 * Seals a frame: counter, cipher text, tag.
 *
 * @throws {UsageError} a key that has not 16 bytes.
 */
export function sealFrame(
  plaintext: Uint8Array,
  address: AddressValue,
  packetId: number,
  key: BindKey,
): Uint8Array<ArrayBuffer> {
  const cipher = key.cipher('associated');
  if (!cipher)
    throw new UsageError(`a ${String(key)} cannot seal thermometer frames: 16 are needed`);
  const length = COUNTER_LENGTH + plaintext.length + TAG_LENGTH;
  const to = new Writer(length);
  to.uint(packetId, COUNTER_LENGTH);
  to.write(cipher.seal(nonceOf(address, AD_HEAD + length, packetId), plaintext));
  return to.finish();
}

function nonceOf(mac: AddressValue, adLength: number, counter: number): Uint8Array {
  const to = new Writer(11);
  nonce.write(to, { mac, adLength, adType: SERVICE_DATA, uuid: UUID, counter });
  return to.finish();
}
