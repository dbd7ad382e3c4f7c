// pvvx's plain form: 15 bytes, or 14 without flags; little-endian, the address reversed.
// https://github.com/pvvx/ATC_MiThermometer

import {
  encode,
  type Infer,
  i16,
  type Reader,
  scaled,
  struct,
  u8,
  u16,
  u48,
  Writer,
} from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';
import type { Heard } from '../../advert-format.ts';
import { Measurement } from '../../measurement.ts';
import type { Values } from '../../quantities.ts';
import { describeStated, type StatedFrame } from '../atc/stated-frame.ts';
import { flagBits } from './trigger-flags.ts';

/** The frame without its flags. */
export const custom = struct({
  mac: u48,
  values: struct({
    temperature: scaled(i16, 0.01),
    humidity: scaled(u16, 0.01),
    voltage: scaled(u16, 0.001),
    battery: u8,
  }),
  packetId: u8,
});

/** What a thermometer with this firmware has to say. */
export interface PvvxReport {
  readonly address: AddressValue;
  readonly temperature: number;
  readonly humidity: number;
  readonly voltage: number;
  readonly battery: number;
  readonly packetId: number;
  /** As a number; left out, the frame has 14 bytes. */
  readonly flags?: number | undefined;
}

/** Reads a frame of 14 or 15 bytes. */
export function readPvvx(frame: Reader, { advert }: Heard): Measurement {
  const { mac, values, packetId } = custom.read(frame);
  return new Measurement<StatedFrame>({
    family: 'pvvx',
    product: 'PVVX',
    address: mac,
    encrypted: false,
    sequence: { packet: packetId },
    values: frame.left > 0 ? withFlags(values, frame.u8()) : values,
    frame: { mac, sender: advert.addressValue, packetId },
    describe: describeStated,
  });
}

/** Written out, since spreading costs more than all the rest of the frame. */
function withFlags(values: Infer<typeof custom>['values'], flagsRaw: number): Values {
  const { temperature, humidity, voltage, battery } = values;
  const triggerFlags = flagBits.of(flagsRaw);
  return { temperature, humidity, voltage, battery, flagsRaw, triggerFlags };
}

/** Service data of UUID 0x181a. */
export function pvvxFrame(report: PvvxReport): Uint8Array<ArrayBuffer> {
  const { address, temperature, humidity, voltage, battery, packetId, flags } = report;
  const values = { temperature, humidity, voltage, battery };
  const to = new Writer();
  to.write(encode(custom, { mac: address, values, packetId }));
  if (flags !== undefined) to.uint(flags, 1);
  return to.finish();
}
