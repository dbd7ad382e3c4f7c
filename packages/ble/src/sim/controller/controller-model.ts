// What kinds of controllers there are: their version, and what they can do. Core Spec v5.4, Vol 6, Part B, 4.6.

import { HciVersion, LeFeature } from '../../hci/index.ts';

/** What a controller tells of itself, and what follows from it. */
export interface ControllerModel {
  /** One of `HciVersion`. */
  readonly version: number;
  /** Who made it: a company identifier; 0xFFFF is for those without one. */
  readonly companyIdentifier: number;
  readonly subversion: number;
  /** Bits of `LeFeature`. */
  readonly features: ReadonlySet<number>;
}

/** Of Bluetooth 4.2: encryption, longer packets, privacy, but legacy advertising on 1M alone. */
const FEATURES_OF_4_2 = [
  LeFeature.encryption,
  LeFeature.connectionParametersRequest,
  LeFeature.extendedReject,
  LeFeature.peripheralInitiatedFeaturesExchange,
  LeFeature.ping,
  LeFeature.dataPacketLengthExtension,
  LeFeature.llPrivacy,
  LeFeature.extendedScanFilterPolicies,
] as const;

const FEATURES_OF_5_4 = [
  ...FEATURES_OF_4_2,
  LeFeature.phy2M,
  LeFeature.codedPhy,
  LeFeature.extendedAdvertising,
  LeFeature.channelSelectionAlgorithm2,
  LeFeature.remotePublicKeyValidation,
] as const;

/** Controllers by name: that of today, and that of an ESP32. */
export const CONTROLLER_MODELS = {
  '4.2': {
    version: HciVersion.v4_2,
    companyIdentifier: 0xffff,
    subversion: 1,
    features: new Set<number>(FEATURES_OF_4_2),
  },
  '5.4': {
    version: HciVersion.v5_4,
    companyIdentifier: 0xffff,
    subversion: 1,
    features: new Set<number>(FEATURES_OF_5_4),
  },
} as const satisfies Readonly<Record<string, ControllerModel>>;

/** The name of a kind of controller. */
export type ControllerModelName = keyof typeof CONTROLLER_MODELS;
