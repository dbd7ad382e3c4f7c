// Numbers that controllers tell of themselves. Core Spec v5.4, Vol 4, Part E, and Vol 6, Part B, 4.6.

import type { ValueOf } from '../core/index.ts';

/** The version of HCI, as `readLocalVersionInformation` gives it: the Core Specification's. */
export const HciVersion = {
  v4_0: 6,
  v4_1: 7,
  v4_2: 8,
  v5_0: 9,
  v5_1: 10,
  v5_2: 11,
  v5_3: 12,
  v5_4: 13,
} as const;

/** Bits of LE features. Vol 6, Part B, 4.6. */
export const LeFeature = {
  encryption: 0,
  connectionParametersRequest: 1,
  extendedReject: 2,
  peripheralInitiatedFeaturesExchange: 3,
  ping: 4,
  dataPacketLengthExtension: 5,
  llPrivacy: 6,
  extendedScanFilterPolicies: 7,
  phy2M: 8,
  stableModulationIndexTransmitter: 9,
  stableModulationIndexReceiver: 10,
  codedPhy: 11,
  extendedAdvertising: 12,
  periodicAdvertising: 13,
  channelSelectionAlgorithm2: 14,
  powerClass1: 15,
  minimumNumberOfUsedChannels: 16,
  remotePublicKeyValidation: 27,
  connectedIsochronousStreamHostSupport: 32,
  powerControlRequest: 33,
  connectionSubrating: 37,
  connectionSubratingHostSupport: 38,
  channelClassification: 39,
} as const;

/** One of the LE features. */
export type LeFeature = ValueOf<typeof LeFeature>;

/** Bits of LMP features that matter to LE. Vol 2, Part C, 3.3. */
export const LmpFeature = { brEdrNotSupported: 37, leSupported: 38 } as const;

/** PHYs by number, in events and in `leReadPhy`. */
export const LePhy = { le1M: 1, le2M: 2, leCoded: 3 } as const;
