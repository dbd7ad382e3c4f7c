// What a virtual controller can do. Core Spec v5.4, Vol 6, Part B, 4.6.

import { LeFeature } from '../../hci/index.ts';

/** Bits of `LeFeature`: all that the link layer has. */
export const DEFAULT_FEATURES: ReadonlySet<number> = new Set([
  LeFeature.encryption,
  LeFeature.connectionParametersRequest,
  LeFeature.extendedReject,
  LeFeature.peripheralInitiatedFeaturesExchange,
  LeFeature.ping,
  LeFeature.dataPacketLengthExtension,
  LeFeature.llPrivacy,
  LeFeature.extendedScanFilterPolicies,
  LeFeature.phy2M,
  LeFeature.codedPhy,
  LeFeature.extendedAdvertising,
  LeFeature.channelSelectionAlgorithm2,
]);
