// What the controller tells of itself. Core Spec v5.4, Vol 4, Part E, 7.4, 7.8.2, 7.8.3, 7.8.27, 7.8.74.

import * as hci from '../../../hci/index.ts';
import { complete, type Entry } from '../entry.ts';

/** All states and combinations of them: the link layer does everything at once. 7.8.27. */
const ALL_STATES: ReadonlySet<number> = new Set(Array.from({ length: 42 }, (_, bit) => bit));

const LMP_FEATURES: ReadonlySet<number> = new Set([
  hci.LmpFeature.brEdrNotSupported,
  hci.LmpFeature.leSupported,
]);

export const informational: readonly Entry[] = [
  complete(hci.readLocalVersionInformation, ({ model }) => ({
    hciVersion: model.version,
    hciSubversion: model.subversion,
    lmpVersion: model.version,
    companyIdentifier: model.companyIdentifier,
    lmpSubversion: model.subversion,
  })),

  complete(hci.readLocalSupportedCommands, ({ supportedCommands }) => ({ supportedCommands })),

  complete(hci.readLocalSupportedFeatures, () => ({ lmpFeatures: LMP_FEATURES })),

  complete(hci.readBdAddr, ({ linkLayer }) => ({ bdAddr: linkLayer.publicAddress })),

  complete(hci.leReadLocalSupportedFeatures, ({ linkLayer }) => ({
    leFeatures: linkLayer.features,
  })),

  complete(hci.leReadSupportedStates, () => ({ leStates: ALL_STATES })),

  complete(hci.leReadBufferSize, ({ acl }) => ({
    leAclDataPacketLength: acl.packetLength,
    totalNumLeAclDataPackets: acl.packetCount,
  })),

  // The same buffers again: there are no others.
  complete(hci.readBufferSize, ({ acl }) => ({
    aclDataPacketLength: acl.packetLength,
    synchronousDataPacketLength: 0,
    totalNumAclDataPackets: acl.packetCount,
    totalNumSynchronousDataPackets: 0,
  })),
];

/** Since 5.0. */
export const transmitPower: readonly Entry[] = [
  complete(hci.leReadTransmitPower, ({ linkLayer: { txPowerDbm } }) => ({
    minTxPower: txPowerDbm,
    maxTxPower: txPowerDbm,
  })),
];

/** Since 5.2. */
export const isoBuffers: readonly Entry[] = [
  complete(hci.leReadBufferSizeV2, ({ acl }) => ({
    leAclDataPacketLength: acl.packetLength,
    totalNumLeAclDataPackets: acl.packetCount,
    isoDataPacketLength: 0,
    totalNumIsoDataPackets: 0,
  })),
];
