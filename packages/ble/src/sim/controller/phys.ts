// Which PHYs a controller has, and what they are good for. Core Spec v5.4, Vol 4, Part E, 7.8.48, 7.8.53.

import { LeFeature, LePhy } from '../../hci/index.ts';
import type { AdvertisingParameters, PhyPreference } from '../link-layer/index.ts';

type Features = ReadonlySet<number>;

/** What each PHY needs; what is not here, every controller has. */
const FEATURE_OF: Readonly<Record<number, number>> = {
  [LePhy.le2M]: LeFeature.phy2M,
  [LePhy.leCoded]: LeFeature.codedPhy,
};

/** Whether a PHY, by number, is one that this controller has. */
export function hasPhy(features: Features, phy: number): boolean {
  if (phy === LePhy.le1M) return true;
  const needed = FEATURE_OF[phy];
  return needed !== undefined && features.has(needed);
}

/** Advertising begins on 1M or on Coded. */
export function isPrimaryPhy(features: Features, phy: number): boolean {
  return phy !== LePhy.le2M && hasPhy(features, phy);
}

/** Goes on on any of them; what is legacy has nothing to go on with. */
export function isSecondaryPhy(
  features: Features,
  set: Pick<AdvertisingParameters, 'advertisingEventProperties' | 'secondaryAdvertisingPhy'>,
): boolean {
  return set.advertisingEventProperties.legacy || hasPhy(features, set.secondaryAdvertisingPhy);
}

/** Bits of PHYs in masks: 1M, 2M, Coded, in the order of their numbers. */
const ALL_PHYS = [LePhy.le1M, LePhy.le2M, LePhy.leCoded] as const;

/** Whether a controller has every PHY of a mask. */
export function hasAllPhys(features: Features, mask: number): boolean {
  return ALL_PHYS.every((phy) => !isInMask(mask, phy) || hasPhy(features, phy));
}

/** Whether a PHY, by number, is in a mask. */
export function isInMask(mask: number, phy: number): boolean {
  return Math.floor(mask / 2 ** (phy - 1)) % 2 === 1;
}

/** Whether all that a host prefers is there. 7.8.48. */
export function hasPreferred(
  features: Features,
  { txPhys, rxPhys }: Pick<PhyPreference, 'txPhys' | 'rxPhys'>,
): boolean {
  return hasAllPhys(features, txPhys) && hasAllPhys(features, rxPhys);
}
