// Which commands a virtual controller knows, by what it is. Core Spec v5.4, Vol 4, Part E, 3.1 and 6.27.

import { HciVersion, LeFeature } from '../../hci/index.ts';
import { addresses } from './commands/addresses.ts';
import { advertisingExtended } from './commands/advertising-extended.ts';
import { advertisingLegacy } from './commands/advertising-legacy.ts';
import { authenticatedPayload } from './commands/authenticated-payload.ts';
import { baseband } from './commands/baseband.ts';
import { connectingCancel, connectingExtended, connectingLegacy } from './commands/connecting.ts';
import { curve, curveV2 } from './commands/curve.ts';
import { dataLength } from './commands/data-length.ts';
import { informational, isoBuffers, transmitPower } from './commands/informational.ts';
import { links, parameterRequests } from './commands/links.ts';
import { phy } from './commands/phy.ts';
import { privacy, privacyMode } from './commands/privacy.ts';
import { scanningExtended, scanningLegacy } from './commands/scanning.ts';
import { security } from './commands/security.ts';
import type { ControllerModel } from './controller-model.ts';
import type { Entry } from './entry.ts';

/** Commands that come with a version, or with one of some features. */
interface Group {
  /** Default: the first of LE. */
  readonly since?: number;
  /** One of them will do. Default: none is needed. */
  readonly with?: readonly LeFeature[];
  readonly entries: readonly Entry[];
}

const GROUPS: readonly Group[] = [
  { entries: [...informational, ...baseband, ...addresses] },
  { entries: [...advertisingLegacy, ...scanningLegacy] },
  { entries: [...connectingLegacy, ...connectingCancel, ...links] },
  { entries: security, with: [LeFeature.encryption] },
  { entries: authenticatedPayload, with: [LeFeature.ping] },
  { entries: parameterRequests, with: [LeFeature.connectionParametersRequest] },
  { entries: dataLength, with: [LeFeature.dataPacketLengthExtension] },
  { entries: curve, since: HciVersion.v4_2 },
  { entries: privacy, with: [LeFeature.llPrivacy] },
  { entries: privacyMode, with: [LeFeature.llPrivacy], since: HciVersion.v5_0 },
  { entries: phy, with: [LeFeature.phy2M, LeFeature.codedPhy] },
  {
    entries: [...advertisingExtended, ...scanningExtended, ...connectingExtended],
    with: [LeFeature.extendedAdvertising],
  },
  { entries: transmitPower, since: HciVersion.v5_0 },
  { entries: curveV2, since: HciVersion.v5_1 },
  { entries: isoBuffers, since: HciVersion.v5_2 },
];

/** The commands of one kind of controller, by opcode. */
export function commandTable({ version, features }: ControllerModel): ReadonlyMap<number, Entry> {
  const known = GROUPS.filter(
    ({ since = HciVersion.v4_0, with: needed }) =>
      version >= since && (needed?.some((feature) => features.has(feature)) ?? true),
  );
  return new Map(
    known.flatMap(({ entries }) => entries.map((entry) => [entry.command.opcode, entry] as const)),
  );
}
