// The head of a MiBeacon frame: all that stands in front of the objects. Integers are little-endian.

import { bits, type Infer, type Reader, u8, u16 } from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';

/** What the first two bytes say of the rest. */
export const frameControl = bits(u16, {
  /** Older devices: wants the time, is connected, is central. Of no use to a listener. */
  _: 3,
  encrypted: 1,
  hasMac: 1,
  hasCapability: 1,
  hasObject: 1,
  mesh: 1,
  registered: 1,
  solicited: 1,
  authMode: 2,
  version: 4,
});

/** What the capability byte says. */
export const capabilityBits = bits(u8, {
  connectable: 1,
  central: 1,
  canEncrypt: 1,
  bondAbility: 2,
  hasIoCapability: 1,
  _: 2,
});

/** Bond ability of devices that are bound over Bluetooth and Wi-Fi: the end of a MAC follows. */
export const BOND_COMBO = 3;
const WIFI_TAIL_LENGTH = 2;

/** Bytes that tell what a device can show and read. */
const IO_LENGTH = 2;

/** Versions that this decoder reads. */
const VERSIONS: ReadonlySet<number> = new Set([2, 3, 4, 5]);

/** Bytes of frame control, product id and frame counter: the shortest frame there is. */
const HEAD_LENGTH = 5;
const CONTROL_LENGTH = 2;
const PID_LENGTH = 2;
const MAC_LENGTH = 6;

/** What stands in front of the objects. Absent is what the frame does not carry. */
export interface MiBeaconHead {
  /** Frame control as a number: part of the legacy nonce. */
  readonly control: number;
  readonly flags: Infer<typeof frameControl>;
  readonly pid: number;
  readonly frameCounter: number;
  readonly mac: AddressValue | undefined;
  readonly capability: number | undefined;
  /** What the device can show and read: two bytes, of which the first means something. */
  readonly ioCapability: Uint8Array | undefined;
  /** Why reading stopped: the order of checks is that of the fields. */
  readonly fault: 'malformed' | 'mesh' | 'unsupported_version' | undefined;
}

/** Reads all in front of the objects; `undefined` when not even the head is there. */
export function readHead(frame: Reader): MiBeaconHead | undefined {
  if (frame.left < HEAD_LENGTH) return undefined;
  const control = frame.u16();
  const flags = frameControl.of(control);
  const pid = frame.u16();
  const frameCounter = frame.u8();
  let mac: AddressValue | undefined;
  let capability: number | undefined;
  let ioCapability: Uint8Array | undefined;
  let fault: MiBeaconHead['fault'];

  if (flags.hasMac && frame.left < MAC_LENGTH) {
    fault = 'malformed';
  } else {
    if (flags.hasMac) mac = frame.u48();
    fault = unreadable(flags);
  }
  if (fault === undefined && flags.hasCapability) {
    if (frame.left > 0) capability = frame.u8();
    const announced = capability === undefined ? undefined : capabilityBits.of(capability);
    const wifiTail = announced?.bondAbility === BOND_COMBO ? WIFI_TAIL_LENGTH : 0;
    const io = announced?.hasIoCapability ? IO_LENGTH : 0;
    if (announced === undefined || frame.left < wifiTail + io) {
      fault = 'malformed';
    } else {
      frame.skip(wifiTail);
      if (io > 0) ioCapability = frame.view(io);
    }
  }
  return { control, flags, pid, frameCounter, mac, capability, ioCapability, fault };
}

/** The product that a frame too short for a head still names. */
export function readPid(frame: Reader): number | undefined {
  if (frame.left < CONTROL_LENGTH + PID_LENGTH) return undefined;
  frame.skip(CONTROL_LENGTH);
  return frame.u16();
}

/** Frames whose objects are none of ours, or of a kind that nobody has described. */
function unreadable({ mesh, version }: MiBeaconHead['flags']): MiBeaconHead['fault'] {
  if (mesh) return 'mesh';
  return VERSIONS.has(version) ? undefined : 'unsupported_version';
}
