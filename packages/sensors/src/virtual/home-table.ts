// Who lives in the simulated home: at least one sensor of every family that people ask for.

import type { AddressType } from '@bluebell/ble/core';
import { type AdStructure, AdType, manufacturerData } from '@bluebell/ble/radio';
import { beaconStructure } from '../adverts/beacons/index.ts';
import atc from '../models/atc.ts';
import bthome from '../models/bthome.ts';
import cgd1 from '../models/cgd1.ts';
import cgdn1 from '../models/cgdn1.ts';
import cgg1 from '../models/cgg1.ts';
import hhccjcy01 from '../models/hhccjcy01.ts';
import hhccjcy10 from '../models/hhccjcy10.ts';
import lockinSv40 from '../models/lockin-sv40.ts';
import lywsd02 from '../models/lywsd02.ts';
import lywsd02mmc from '../models/lywsd02mmc.ts';
import lywsd03mmc from '../models/lywsd03mmc.ts';
import lywsdcgq from '../models/lywsdcgq.ts';
import m1sT500 from '../models/m1s-t500.ts';
import mccgq02hl from '../models/mccgq02hl.ts';
import mhoC303 from '../models/mho-c303.ts';
import mhoC401 from '../models/mho-c401.ts';
import mjyd02yl from '../models/mjyd02yl.ts';
import mue4094rt from '../models/mue4094rt.ts';
import pvvx from '../models/pvvx.ts';
import sjws01lm from '../models/sjws01lm.ts';
import xmosb01xs from '../models/xmosb01xs.ts';
import xmtzc02hm from '../models/xmtzc02hm-xmtzc05hm-nun4049cn.ts';
import ylai003 from '../models/ylai003.ts';
import ylkg from '../models/ylkg07yl-ylkg08yl.ts';
import ylyk01yl from '../models/ylyk01yl.ts';
import type { SensorModel } from '../sensor-model.ts';
import {
  battery,
  heartRate,
  lock,
  type Peripheral,
  thermometer,
  uart,
} from './peripherals/index.ts';
import type { Room } from './rooms.ts';

/** Where it is and what people call it. */
interface Place {
  readonly name: string;
  readonly room: Room;
  readonly address: string;
  readonly addressType?: AddressType;
}

/** A sensor. */
export interface SensorRow extends Place {
  readonly model: SensorModel;
  /** Encrypts although its model leaves that open. */
  readonly isEncrypted?: boolean;
  /** What it reports, where its model could be anything. */
  readonly senses?: readonly string[];
  readonly localName?: string;
  /** Of those that speak BTHome; 2 by default. */
  readonly bthomeVersion?: 1 | 2;
}

/** A sender of the same adverts for ever. */
export interface SteadyRow extends Place {
  readonly product: string;
  readonly adverts: readonly (readonly AdStructure[])[];
}

/** Something to connect to. */
export interface PeripheralRow extends Omit<Place, 'addressType'> {
  readonly peripheral: Peripheral;
  readonly addressType?: 'public' | 'random';
  /** What it calls itself; its name by default. */
  readonly localName?: string;
}

export const SENSORS: readonly SensorRow[] = [
  { name: 'Fern', room: 'Living room', model: hhccjcy01, address: 'C4:7C:8D:6A:51:0E' },
  { name: 'Lemon tree', room: 'Balcony', model: hhccjcy10, address: 'DC:23:4D:A2:07:3B' },
  { name: 'Nursery climate', room: 'Nursery', model: lywsdcgq, address: '4C:65:A8:D4:1B:62' },
  { name: 'Desk clock', room: 'Study', model: lywsd02, address: 'E7:2E:01:70:43:9A' },
  { name: 'Shelf clock', room: 'Hall', model: lywsd02mmc, address: 'A4:C1:38:56:2C:E1' },
  { name: 'Bathroom climate', room: 'Bathroom', model: lywsd03mmc, address: 'A4:C1:38:8D:17:40' },
  { name: 'Living room climate', room: 'Living room', model: cgg1, address: '58:2D:34:10:A7:5C' },
  { name: 'Alarm clock', room: 'Bedroom', model: cgd1, address: '58:2D:34:50:9E:21' },
  { name: 'Air', room: 'Living room', model: cgdn1, address: '58:2D:34:81:B6:0D' },
  { name: 'Bedroom climate', room: 'Bedroom', model: mhoC401, address: 'A4:C1:38:C0:6F:93' },
  { name: 'Kitchen clock', room: 'Kitchen', model: mhoC303, address: 'E9:29:17:60:2B:48' },
  { name: 'Cellar', room: 'Cellar', model: atc, address: 'A4:C1:38:3E:95:AC' },
  { name: 'Attic', room: 'Attic', model: pvvx, address: 'A4:C1:38:71:0C:D8' },
  { name: 'Stairs light', room: 'Stairs', model: mue4094rt, address: 'DE:70:E8:B2:5D:17' },
  { name: 'Hall light', room: 'Hall', model: mjyd02yl, address: '50:EC:50:C4:88:2E' },
  { name: 'Presence', room: 'Study', model: xmosb01xs, address: 'DC:8E:95:23:61:F0' },
  { name: 'Balcony door', room: 'Living room', model: mccgq02hl, address: 'E4:AA:EC:81:34:6B' },
  { name: 'Front door lock', room: 'Hall', model: lockinSv40, address: '98:0C:33:A3:7A:05' },
  { name: 'Washing machine', room: 'Cellar', model: sjws01lm, address: '54:EF:44:E0:2D:B9' },
  { name: 'Ceiling remote', room: 'Bedroom', model: ylyk01yl, address: 'F8:24:41:E9:0A:74' },
  { name: 'Dimmer', room: 'Living room', model: ylkg, address: 'F8:24:41:C5:43:1F' },
  { name: 'Bedside button', room: 'Bedroom', model: ylai003, address: '50:EC:50:07:BF:C6' },
  { name: 'Bathroom scale', room: 'Bathroom', model: xmtzc02hm, address: 'D8:0B:CB:14:EF:52' },
  { name: 'Toothbrush', room: 'Bathroom', model: m1sT500, address: 'E6:71:43:17:28:9D' },
  {
    name: 'Greenhouse',
    room: 'Garden',
    model: bthome,
    address: 'D2:15:8C:40:E3:7A',
    addressType: 'random',
    senses: ['temperature', 'humidity', 'battery'],
    localName: 'Greenhouse',
  },
  {
    name: 'Kitchen window',
    room: 'Kitchen',
    model: bthome,
    address: '3C:2E:F5:B8:90:4D',
    isEncrypted: true,
    senses: ['window', 'illuminance', 'battery'],
  },
  {
    name: 'Doorbell',
    room: 'Hall',
    model: bthome,
    address: '3C:2E:F5:61:0D:2A',
    isEncrypted: true,
    senses: ['button', 'battery'],
  },
  {
    name: 'Pantry',
    room: 'Kitchen',
    model: bthome,
    address: 'A4:C1:38:1B:62:F7',
    isEncrypted: true,
    senses: ['temperature', 'humidity', 'battery'],
    bthomeVersion: 1,
  },
];

export const PHONES: readonly Place[] = [
  { name: "Robin's phone", room: 'with Robin', address: '7C:D1:C3:5A:08:E4' },
];

export const BEACONS: readonly SteadyRow[] = [
  {
    name: 'Keys',
    room: 'Hall',
    product: 'iBeacon',
    address: 'C3:90:5E:1D:72:B4',
    addressType: 'random',
    adverts: [
      [
        beaconStructure({
          kind: 'iBeacon',
          uuid: '5a4bcfce-174e-4bac-a814-092e77f6b7e5',
          major: 7,
          minor: 1,
          txPowerDbm: -59,
        }),
      ],
    ],
  },
  {
    name: 'Bicycle',
    room: 'Shed',
    product: 'Eddystone',
    address: 'F1:4A:77:03:D9:6C',
    addressType: 'random',
    adverts: [
      [
        beaconStructure({
          kind: 'eddystoneUid',
          txPowerDbm: -21,
          namespace: '6f1c5a80d3b94e27a1c2',
          instance: '0000000000b1',
        }),
      ],
      [
        beaconStructure({
          kind: 'eddystoneTlm',
          telemetry: {
            kind: 'plain',
            voltage: 2.91,
            temperature: 14.5,
            advertCount: 48_213,
            uptime: 86_400,
          },
        }),
      ],
    ],
  },
];

/** A company id that is kept free for tests. Assigned Numbers, 7.1. */
const NOBODY = 0xffff;

/** Devices of the neighbours: heard, and none of our business. */
export const STRANGERS: readonly SteadyRow[] = [
  {
    name: "The neighbours' television",
    room: 'next door',
    product: 'television',
    address: '64:1C:B0:2F:A8:13',
    adverts: [
      [
        manufacturerData(NOBODY, Uint8Array.of(0x42, 0x04, 0x01, 0x20)),
        { type: AdType.completeName, data: new TextEncoder().encode('TV in the den') },
      ],
    ],
  },
];

/** Phones whose identity key nobody here has. */
export const STRANGE_PHONES: readonly Place[] = [
  { name: "The neighbours' phone", room: 'next door', address: '7C:D1:C3:00:00:00' },
];

export const PERIPHERALS: readonly PeripheralRow[] = [
  { name: 'Battery', room: 'Study', peripheral: battery, address: 'C0:DE:5A:00:00:0F' },
  {
    name: 'Heart rate',
    room: 'with Robin',
    peripheral: heartRate,
    address: 'E3:1B:74:0C:9D:52',
    addressType: 'random',
  },
  {
    name: 'UART',
    room: 'Study',
    peripheral: uart,
    address: 'D6:40:2F:88:13:A7',
    addressType: 'random',
  },
  {
    name: 'Guest room climate',
    room: 'Attic',
    peripheral: thermometer,
    address: 'A4:C1:38:5F:B3:26',
    localName: 'LYWSD03MMC',
  },
  {
    name: 'Lock',
    room: 'Hall',
    peripheral: lock,
    address: 'F0:9C:6E:21:D4:3B',
    addressType: 'random',
  },
];

/** Who connects with what it finds. */
export const WALL_DISPLAY = {
  name: 'Wall display',
  room: 'Hall',
  address: '3C:2E:F5:D0:1A:44',
} as const satisfies Place;
