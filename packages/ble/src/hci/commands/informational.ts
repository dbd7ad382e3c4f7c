// What a controller tells of itself. Core Spec v5.4, Vol 4, Part E, 7.4.

import { bitSet, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const informational = commandGroup(0x04);

/** 7.4.1 */
export const readLocalVersionInformation = informational.complete(
  'readLocalVersionInformation',
  0x0001,
  [14, 3],
  {},
  {
    /** Compare with `HciVersion`. */
    hciVersion: u8,
    hciSubversion: u16,
    lmpVersion: u8,
    companyIdentifier: u16,
    lmpSubversion: u16,
  },
);

/** 7.4.2. Each command tells its bit as `supportedBit`. */
export const readLocalSupportedCommands = informational.complete(
  'readLocalSupportedCommands',
  0x0002,
  [14, 4],
  {},
  { supportedCommands: bitSet(64) },
);

/** 7.4.3 */
export const readLocalSupportedFeatures = informational.complete(
  'readLocalSupportedFeatures',
  0x0003,
  [14, 5],
  {},
  { lmpFeatures: bitSet(8) },
);

/** 7.4.5 */
export const readBufferSize = informational.complete(
  'readBufferSize',
  0x0005,
  [14, 7],
  {},
  {
    aclDataPacketLength: u16,
    synchronousDataPacketLength: u8,
    totalNumAclDataPackets: u16,
    totalNumSynchronousDataPackets: u16,
  },
);

/** 7.4.6 */
export const readBdAddr = informational.complete(
  'readBdAddr',
  0x0009,
  [15, 1],
  {},
  {
    bdAddr: u48,
  },
);
