// Beacons taken apart: iBeacon and what else Apple sends, and Eddystone.

import { i8, i16be, scaled, u8, u16be, u32be } from '@bluebell/ble/codec';
import { hex8, toHex } from '@bluebell/ble/core';
import { eddystoneUrl } from '../adverts/beacons/eddystone-url.ts';
import { iBeacon, iBeaconHead } from '../adverts/beacons/ibeacon.ts';
import { type Cutter, hexOf } from './cutter.ts';
import type { FormatCut } from './format-cut.ts';

/** What Apple's devices tell each other, by type, as far as researchers have named it. */
const APPLE_TYPES: Readonly<Record<number, string>> = {
  2: 'iBeacon',
  5: 'AirDrop',
  7: 'earphones',
  9: 'AirPlay target',
  10: 'AirPlay source',
  12: 'Handoff',
  15: 'nearby action',
  16: 'nearby info',
  18: 'Find My',
};

/** Company data of Apple: type, length and value, several times. */
export const appleFormat: FormatCut = {
  name: 'Apple messages',
  cut(frame) {
    const all: string[] = [];
    while (frame.left >= 2) {
      const at = frame.peek(2);
      const type = at.u8();
      const length = at.u8();
      const name = APPLE_TYPES[type] ?? `message ${hex8(type)}`;
      all.push(name);
      frame.group(name, 2 + length, (message) => {
        const isBeacon = type === iBeaconHead.type && message.left === 2 + iBeaconHead.length;
        message.field('type', u8, hex8);
        message.field('length', u8, (bytes) => `${bytes} bytes`);
        const value = hexOf(message.peek());
        if (isBeacon) message.struct(iBeacon);
        else message.remains('data');
        return isBeacon ? '' : value;
      });
    }
    return all.slice(0, 6).join(', ');
  },
};

/** Service data of Eddystone. */
export const eddystoneFormat: FormatCut = {
  name: 'Eddystone',
  cut(frame) {
    if (frame.left === 0) return '';
    const type = frame.peek(1).u8();
    const kind = EDDYSTONE[type];
    frame.field('frame type', u8, hex8);
    return kind ? `${kind.name}${kind.cut(frame)}` : `frame ${hex8(type)}`;
  },
};

interface EddystoneKind {
  readonly name: string;
  /** Cuts the frame; gives what it says besides its name. */
  readonly cut: (frame: Cutter) => string;
}

const EDDYSTONE: Readonly<Record<number, EddystoneKind>> = {
  0: {
    name: 'UID',
    cut(frame) {
      power(frame);
      frame.cut('namespace', 10, (from) => toHex(from.rest()));
      frame.cut('instance', 6, (from) => toHex(from.rest()));
      return '';
    },
  },
  16: {
    name: 'URL',
    cut(frame) {
      power(frame);
      const url = frame.field('URL', eddystoneUrl, String);
      return url === undefined ? '' : ` ${url}`;
    },
  },
  32: {
    name: 'telemetry',
    cut(frame) {
      if (frame.left === 0 || frame.peek(1).u8() !== 0) return ', encrypted';
      frame.field('version', u8, String);
      frame.field('voltage', scaled(u16be, 0.001), (volts) => `${volts} V`);
      frame.field('temperature', scaled(i16be, 1 / 256), (degrees) => `${degrees} °C`);
      frame.field('adverts sent', u32be, String);
      frame.field('running for', scaled(u32be, 0.1), (seconds) => `${seconds} s`);
      return '';
    },
  },
  48: {
    name: 'EID',
    cut(frame) {
      power(frame);
      frame.cut('ephemeral id', 8, (from) => toHex(from.rest()));
      return '';
    },
  },
};

function power(frame: Cutter): void {
  frame.field('transmit power', i8, (dbm) => `${dbm} dBm`);
}
