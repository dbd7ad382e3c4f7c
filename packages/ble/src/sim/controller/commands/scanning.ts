// Scanning with the commands of Bluetooth 4, and with those of 5. Core Spec v5.4, Vol 4, Part E, 7.8.10, 7.8.11,
// 7.8.64, 7.8.65.

import * as hci from '../../../hci/index.ts';
import type { ScanOnPhy, ScanSpan } from '../../link-layer/index.ts';
import type { Core } from '../core.ts';
import { complete, type Entry } from '../entry.ts';
import { hasPhy } from '../phys.ts';
import { isOwnAddressType, isScanTiming, isWithin } from '../ranges.ts';

const { success, commandDisallowed, unsupportedFeature, invalidParameters } = hci.HciStatus;

/** The longest interval of extended commands. */
const ANY_INTERVAL = 0xffff;

/** 0 all, 1 the accept list; 2 and 3 likewise, with what is directed at private addresses. */
const MAX_FILTER_POLICY = 3;

export const scanningLegacy: readonly Entry[] = [
  complete(hci.leSetScanParameters, ({ linkLayer, settings }, parameters) => {
    if (linkLayer.isScanning) return commandDisallowed;
    const { leScanType, leScanInterval, leScanWindow, ...filter } = parameters;
    const onPhy = { scanType: leScanType, scanInterval: leScanInterval, scanWindow: leScanWindow };
    if (!isFilter(filter) || !isScan(onPhy)) return invalidParameters;
    settings.scanParameters = { ...filter, phys: { le1M: onPhy } };
    return success;
  }),

  complete(hci.leSetScanEnable, (core, { leScanEnable, filterDuplicates }) =>
    scan(core, leScanEnable, {
      filterDuplicates: filterDuplicates ? 1 : 0,
      duration: 0,
      period: 0,
      legacyOnly: true,
    }),
  ),
];

export const scanningExtended: readonly Entry[] = [
  complete(hci.leSetExtendedScanParameters, ({ linkLayer, settings }, parameters) => {
    if (linkLayer.isScanning) return commandDisallowed;
    const { phys, ...filter } = parameters;
    const { le1M, le2M, leCoded } = phys;
    if (le2M || (leCoded && !hasPhy(linkLayer.features, hci.LePhy.leCoded))) {
      return unsupportedFeature;
    }
    const asked = [le1M, leCoded].filter((onPhy) => onPhy !== undefined);
    const canBe = asked.length > 0 && asked.every((onPhy) => isScan(onPhy, ANY_INTERVAL));
    if (!canBe || !isFilter(filter)) return invalidParameters;
    settings.scanParameters = { ...filter, phys: { le1M, leCoded } };
    return success;
  }),

  complete(hci.leSetExtendedScanEnable, (core, { enable, ...span }) => {
    if (enable && !isSpan(span)) return invalidParameters;
    return scan(core, enable, { ...span, legacyOnly: false });
  }),
];

function scan({ linkLayer, settings }: Core, enable: boolean, span: ScanSpan): number {
  if (enable) return linkLayer.startScanning(settings.scanParameters, span);
  linkLayer.stopScanning();
  return success;
}

function isScan({ scanType, scanInterval, scanWindow }: ScanOnPhy, longest?: number): boolean {
  return isWithin(scanType, 0, 1) && isScanTiming(scanInterval, scanWindow, longest);
}

function isFilter(filter: { ownAddressType: number; scanningFilterPolicy: number }): boolean {
  return (
    isOwnAddressType(filter.ownAddressType) &&
    isWithin(filter.scanningFilterPolicy, 0, MAX_FILTER_POLICY)
  );
}

/** What forgets at each period needs periods, and a period has room for its scan. 7.8.65. */
function isSpan({ filterDuplicates, duration, period }: Omit<ScanSpan, 'legacyOnly'>): boolean {
  const isPeriodic = duration > 0 && period > 0;
  return (
    isWithin(filterDuplicates, 0, isPeriodic ? 2 : 1) && (!isPeriodic || period * 128 > duration)
  );
}
