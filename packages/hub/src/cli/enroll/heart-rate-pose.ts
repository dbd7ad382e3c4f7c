// What we pose as: a heart-rate sensor that tells its rate to those alone who have paired. Heart Rate
// Service 1.0.

import { encode, struct, u8 } from '@bluebell/ble/codec';
import {
  type AdStructure,
  completeName,
  type ServiceDefinition,
  serviceUuids,
} from '@bluebell/ble/radio';

/** The name that users look for on the phone. */
export const POSE_NAME = 'bluebell';

const HEART_RATE = '180d';
const MEASUREMENT = '2a37';
const SENSOR_LOCATION = '2a38';

/** Flags, 0 for a rate of 8 bits and no more, and the rate. 3.1.1. */
const measurement = struct({ flags: u8, rate: u8 });

/** Of somebody at rest. */
const RATE = 60;

/** On the wrist. 3.2.1. */
const WRIST = Uint8Array.of(2);

/** The services: phones pair when they ask for the rate. */
export const POSE_SERVICES: readonly ServiceDefinition[] = [
  {
    uuid: HEART_RATE,
    characteristics: [
      {
        uuid: MEASUREMENT,
        properties: ['read', 'notify'],
        value: encode(measurement, { flags: 0, rate: RATE }),
        readPermission: 'encrypted',
        subscribePermission: 'encrypted',
      },
      { uuid: SENSOR_LOCATION, properties: ['read'], value: WRIST },
    ],
  },
];

/** What its adverts hold. */
export const POSE_DATA: readonly AdStructure[] = [
  ...serviceUuids([HEART_RATE]),
  completeName(POSE_NAME),
];
