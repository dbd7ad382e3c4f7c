// What the host asks and tells an LE controller before it uses it. Core Spec v5.4, Vol 4, Part E, 7.8.

import { bitSet, bytes, flag, i8, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** 7.8.1. Bits are subevent codes less 1. */
export const leSetEventMask = le.complete('leSetEventMask', 0x0001, [25, 0], {
  leEventMask: bitSet(8),
});

/** 7.8.2. A length of 0: the buffers of `readBufferSize` serve LE too. */
export const leReadBufferSize = le.complete(
  'leReadBufferSize',
  0x0002,
  [25, 1],
  {},
  { leAclDataPacketLength: u16, totalNumLeAclDataPackets: u8 },
);

/** 7.8.2, version 2 */
export const leReadBufferSizeV2 = le.complete(
  'leReadBufferSizeV2',
  0x0060,
  [41, 5],
  {},
  {
    leAclDataPacketLength: u16,
    totalNumLeAclDataPackets: u8,
    isoDataPacketLength: u16,
    totalNumIsoDataPackets: u8,
  },
);

/** 7.8.3. Bits are those of `LeFeature`. */
export const leReadLocalSupportedFeatures = le.complete(
  'leReadLocalSupportedFeatures',
  0x0003,
  [25, 2],
  {},
  { leFeatures: bitSet(8) },
);

/** 7.8.4 */
export const leSetRandomAddress = le.complete('leSetRandomAddress', 0x0005, [25, 4], {
  randomAddress: u48,
});

/** 7.8.22. Key and data have their least significant byte first, as all in HCI. */
export const leEncrypt = le.complete(
  'leEncrypt',
  0x0017,
  [27, 6],
  { key: bytes(16), plaintextData: bytes(16) },
  { encryptedData: bytes(16) },
);

/** 7.8.23 */
export const leRand = le.complete('leRand', 0x0018, [27, 7], {}, { randomNumber: bytes(8) });

/** 7.8.27 */
export const leReadSupportedStates = le.complete(
  'leReadSupportedStates',
  0x001c,
  [28, 3],
  {},
  { leStates: bitSet(8) },
);

/** 7.8.74 */
export const leReadTransmitPower = le.complete(
  'leReadTransmitPower',
  0x004b,
  [38, 7],
  {},
  {
    /** dBm */
    minTxPower: i8,
    /** dBm */
    maxTxPower: i8,
  },
);

/** 7.8.115 */
export const leSetHostFeature = le.complete('leSetHostFeature', 0x0074, [44, 1], {
  /** One of `LeFeature`. */
  bitNumber: u8,
  bitValue: flag,
});
