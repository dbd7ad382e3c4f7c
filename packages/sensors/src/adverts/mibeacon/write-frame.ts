// Makes MiBeacon frames, plain and encrypted: what `mibeacon.ts` reads.

import { decode, encode, type Infer, u16, Writer } from '@bluebell/ble/codec';
import { type AddressValue, UsageError } from '@bluebell/ble/core';
import type { BindKey } from '../../bind-key.ts';
import { sealObjects } from './cipher.ts';
import { frameControl } from './frame.ts';

/** An object as it stands in a frame. */
export interface ObjectBytes {
  readonly id: number;
  readonly value: Uint8Array;
}

/** What a frame is to hold. */
export interface MiBeaconContent {
  /** Product id. */
  readonly pid: number;
  /** 2 to 5: with a key, 2 and 3 use the legacy cipher. */
  readonly version: number;
  /** 32 bits. The low byte goes into every frame, the others into encrypted ones alone. */
  readonly counter: number;
  /** Whose frame it is: part of the nonce, and of the frame where `hasMac` is set. */
  readonly address: AddressValue;
  readonly hasMac?: boolean;
  readonly capability?: number | undefined;
  /** What the capability byte announces behind itself. */
  readonly ioCapability?: Uint8Array | undefined;
  /** None makes an idle frame, "here I am": such frames are never encrypted. */
  readonly objects?: readonly ObjectBytes[];
  readonly key?: BindKey | undefined;
  /** The device is bound to somebody. */
  readonly registered?: boolean;
  /** The user asks to bind it. */
  readonly solicited?: boolean;
  readonly authMode?: number;
  /** Versions 2 to 4: the device wants to be told the time. MiFlora always does. */
  readonly needsTime?: boolean;
}

/** The lowest bit of frame control, which listeners have no use for. */
const NEEDS_TIME = 1;

/**
 * Makes the service data of a frame, without the UUID in front.
 *
 * @throws {UsageError} a key of a length that MiBeacon has no use for, a key where there is no object
 * to encrypt, or a number that does not fit its place.
 */
export function miBeaconFrame(content: MiBeaconContent): Uint8Array<ArrayBuffer> {
  const { pid, counter, address, hasMac, capability, ioCapability, key, needsTime } = content;
  const objects = writeObjects(content.objects ?? []);
  const flags = flagsOf(content);
  if (key && !flags.hasObject)
    throw new UsageError('a frame without objects has nothing to encrypt');
  const control = numberOf(flags) + (needsTime ? NEEDS_TIME : 0);
  const frameCounter = counter % 0x100;
  const to = new Writer();
  to.uint(control, 2);
  to.uint(pid, 2);
  to.uint(frameCounter, 1);
  if (hasMac) to.uint(address, 6);
  if (capability !== undefined) to.uint(capability, 1);
  if (ioCapability) to.write(ioCapability);
  if (key) {
    const extendedCounter = Math.floor(counter / 0x100);
    to.write(
      sealObjects(objects, { control, flags, pid, frameCounter }, address, extendedCounter, key),
    );
  } else {
    to.write(objects);
  }
  return to.finish();
}

function flagsOf(content: MiBeaconContent): Infer<typeof frameControl> {
  return {
    encrypted: content.key !== undefined,
    hasMac: content.hasMac ?? false,
    hasCapability: content.capability !== undefined,
    hasObject: (content.objects ?? []).length > 0,
    mesh: false,
    registered: content.registered ?? false,
    solicited: content.solicited ?? false,
    authMode: content.authMode ?? 0,
    version: content.version,
  };
}

function numberOf(flags: Infer<typeof frameControl>): number {
  return decode(u16, encode(frameControl, flags));
}

function writeObjects(objects: readonly ObjectBytes[]): Uint8Array {
  const to = new Writer();
  for (const { id, value } of objects) {
    to.uint(id, 2);
    to.uint(value.length, 1);
    to.write(value);
  }
  return to.finish();
}
