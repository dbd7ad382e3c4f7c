// Service data of UUID 0x181a, which custom firmware of thermometers sends: ATC1441's and pvvx's
// forms, plain and encrypted. Nothing but their length tells them apart.

import type { Reader } from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { Measurement } from '../../measurement.ts';
import { describeNothing } from '../describe-nothing.ts';
import { readPvvx } from '../pvvx/pvvx.ts';
import { readPvvxEncrypted } from '../pvvx/pvvx-encrypted.ts';
import { readAtcEncrypted } from './atc-encrypted.ts';
import { readAtc1441 } from './atc1441.ts';

const UUID = 0x181a;
const PVVX_ENCRYPTED_LENGTH = 11;

/** Forms by the length of the service data. */
const FORMS: ReadonlyMap<number, (frame: Reader, heard: Heard) => Measurement> = new Map([
  [8, readAtcEncrypted],
  [PVVX_ENCRYPTED_LENGTH, readPvvxEncrypted],
  [13, readAtc1441],
  [14, readPvvx],
  [15, readPvvx],
]);

/** Reads ATC1441 and pvvx, plain and encrypted. Others use the UUID too: theirs are not recognised. */
export const serviceData181a: AdvertFormat = { uuids: [UUID], read: read181a };

function read181a(frame: Reader, heard: Heard): Measurement {
  const form = FORMS.get(frame.left);
  const sender = heard.advert.addressValue;
  if (form === undefined || beginsWithMac(frame, sender)) return unknownForm(sender);
  return form(frame, heard);
}

/** No known form of another length is encrypted. */
function unknownForm(address: AddressValue): Measurement {
  return new Measurement({
    family: '181a-unknown',
    address,
    encrypted: false,
    fault: 'unsupported_length',
    describe: describeNothing,
  });
}

/**
 * Whether a frame of 11 bytes is a plain one that begins with its sender's address, not an encrypted
 * one. The maker's half of the address decides: it holds for frames that a relay repeats, and an
 * encrypted frame looks like this once in 8 million times.
 */
export function beginsWithMac(frame: Reader, sender: AddressValue): boolean {
  if (frame.left !== PVVX_ENCRYPTED_LENGTH) return false;
  const { offset } = frame;
  const reversed = frame.u48();
  frame.offset = offset;
  const natural = frame.u48be();
  frame.offset = offset;
  const maker = makerOf(sender);
  return makerOf(reversed) === maker || makerOf(natural) === maker;
}

/** The upper half of an address. */
function makerOf(address: AddressValue): number {
  return Math.floor(address / 2 ** 24);
}
