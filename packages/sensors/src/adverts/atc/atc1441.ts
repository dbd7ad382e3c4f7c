// ATC1441's plain form: 13 bytes, big-endian, the address in natural order.
// https://github.com/atc1441/ATC_MiThermometer

import { encode, i16be, type Reader, scaled, struct, u8, u16be, u48be } from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';
import type { Heard } from '../../advert-format.ts';
import { Measurement } from '../../measurement.ts';
import { describeStated, type StatedFrame } from './stated-frame.ts';

/** All of the frame. */
export const atc1441 = struct({
  mac: u48be,
  values: struct({
    temperature: scaled(i16be, 0.1),
    humidity: u8,
    battery: u8,
    voltage: scaled(u16be, 0.001),
  }),
  packetId: u8,
});

/** What a thermometer with this firmware has to say. */
export interface AtcReport {
  readonly address: AddressValue;
  readonly temperature: number;
  readonly humidity: number;
  readonly battery: number;
  readonly voltage: number;
  readonly packetId: number;
}

/** Reads a frame of 13 bytes. */
export function readAtc1441(frame: Reader, { advert }: Heard): Measurement {
  const { mac, values, packetId } = atc1441.read(frame);
  return new Measurement<StatedFrame>({
    family: 'atc1441',
    product: 'ATC',
    address: mac,
    encrypted: false,
    sequence: { packet: packetId },
    values,
    frame: { mac, sender: advert.addressValue, packetId },
    describe: describeStated,
  });
}

/** Service data of UUID 0x181a. Humidity is cut to whole percent. */
export function atcFrame(report: AtcReport): Uint8Array<ArrayBuffer> {
  const { address, temperature, humidity, battery, voltage, packetId } = report;
  return encode(atc1441, {
    mac: address,
    values: { temperature, humidity: Math.round(humidity), battery, voltage },
    packetId,
  });
}
