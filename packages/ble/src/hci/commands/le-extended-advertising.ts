// Extended advertising: several sets at a time, more data. Core Spec v5.4, Vol 4, Part E, 7.8.52 to 7.8.60.

import {
  bits,
  counted,
  flag,
  i8,
  rest,
  sized,
  struct,
  u8,
  u16,
  u24,
  u48,
} from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** 7.8.52 */
export const leSetAdvertisingSetRandomAddress = le.complete(
  'leSetAdvertisingSetRandomAddress',
  0x0035,
  [36, 1],
  { advertisingHandle: u8, randomAddress: u48 },
);

/** 7.8.53 */
export const leSetExtendedAdvertisingParameters = le.complete(
  'leSetExtendedAdvertisingParameters',
  0x0036,
  [36, 2],
  {
    advertisingHandle: u8,
    advertisingEventProperties: bits(u16, {
      connectable: 1,
      scannable: 1,
      directed: 1,
      highDutyCycle: 1,
      legacy: 1,
      anonymous: 1,
      includeTxPower: 1,
      _: 9,
    }),
    /** Units of 0.625 ms. */
    primaryAdvertisingIntervalMin: u24,
    /** Units of 0.625 ms. */
    primaryAdvertisingIntervalMax: u24,
    /** Bit 0 is channel 37, bit 1 channel 38, bit 2 channel 39. */
    primaryAdvertisingChannelMap: u8,
    ownAddressType: u8,
    peerAddressType: u8,
    peerAddress: u48,
    advertisingFilterPolicy: u8,
    /** dBm; 127 leaves it to the controller. */
    advertisingTxPower: i8,
    primaryAdvertisingPhy: u8,
    secondaryAdvertisingMaxSkip: u8,
    secondaryAdvertisingPhy: u8,
    advertisingSid: u8,
    scanRequestNotificationEnable: flag,
  },
  {
    /** dBm */
    selectedTxPower: i8,
  },
);

/** `operation` of extended data: which part of the whole it is. 7.8.54. */
export const DataOperation = {
  intermediate: 0,
  first: 1,
  last: 2,
  complete: 3,
  unchanged: 4,
} as const;

/** The most data in one command. 7.8.54. */
export const MAX_ADVERTISING_FRAGMENT = 251;

/** 7.8.54 */
export const leSetExtendedAdvertisingData = le.complete(
  'leSetExtendedAdvertisingData',
  0x0037,
  [36, 3],
  {
    advertisingHandle: u8,
    operation: u8,
    /** 0 the controller may cut the data as it likes, 1 it should not. */
    fragmentPreference: u8,
    advertisingData: sized(u8, rest),
  },
);

/** 7.8.55 */
export const leSetExtendedScanResponseData = le.complete(
  'leSetExtendedScanResponseData',
  0x0038,
  [36, 4],
  {
    advertisingHandle: u8,
    operation: u8,
    /** 0 the controller may cut the data as it likes, 1 it should not. */
    fragmentPreference: u8,
    scanResponseData: sized(u8, rest),
  },
);

/** 7.8.56. No sets and `enable` false: all of them end. */
export const leSetExtendedAdvertisingEnable = le.complete(
  'leSetExtendedAdvertisingEnable',
  0x0039,
  [36, 5],
  {
    enable: flag,
    sets: counted(
      u8,
      struct({
        advertisingHandle: u8,
        /** Units of 10 ms; 0 without end. */
        duration: u16,
        /** 0 without end. */
        maxExtendedAdvertisingEvents: u8,
      }),
    ),
  },
);

/** 7.8.57 */
export const leReadMaximumAdvertisingDataLength = le.complete(
  'leReadMaximumAdvertisingDataLength',
  0x003a,
  [36, 6],
  {},
  { maxAdvertisingDataLength: u16 },
);

/** 7.8.58 */
export const leReadNumberOfSupportedAdvertisingSets = le.complete(
  'leReadNumberOfSupportedAdvertisingSets',
  0x003b,
  [36, 7],
  {},
  { numSupportedAdvertisingSets: u8 },
);

/** 7.8.59 */
export const leRemoveAdvertisingSet = le.complete('leRemoveAdvertisingSet', 0x003c, [37, 0], {
  advertisingHandle: u8,
});

/** 7.8.60 */
export const leClearAdvertisingSets = le.complete('leClearAdvertisingSets', 0x003d, [37, 1], {});
