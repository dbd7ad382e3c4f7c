// What is to be advertised, checked and in bytes. Core Spec v5.4, Vol 3, Part C, 9.2 and 11.

import { encode } from '../codec/index.ts';
import { UsageError } from '../core/index.ts';
import {
  type AdStructure,
  AdType,
  type AdvertiseOptions,
  adStructures,
  type Phy,
} from '../radio/index.ts';

/** An advertisement as the controller gets it. */
export interface AdvertisingPlan {
  readonly data: Uint8Array;
  readonly scanResponse: Uint8Array;
  readonly isConnectable: boolean;
  /** Units of 0.625 ms. */
  readonly interval: number;
  readonly isExtended: boolean;
  readonly phy: Phy;
  readonly txPowerDbm: number | undefined;
}

/** What legacy PDUs carry. */
export const LEGACY_DATA = 31;

/** What extended advertising carries at the most. Vol 6, Part B, 2.3.4.9. */
const EXTENDED_DATA = 1650;

const INTERVAL_UNIT_MS = 0.625;
const DEFAULT_INTERVAL_MS = 100;
const SHORTEST_MS = 20;
const LONGEST_LEGACY_MS = 10_240;
const LONGEST_EXTENDED_MS = 10_485_759.375;

/** LE General Discoverable Mode, BR/EDR Not Supported. Supplement, Part A, 1.3. */
const FLAGS: AdStructure = { type: AdType.flags, data: Uint8Array.of(0x06) };

/**
 * A plan from what a program asks for.
 *
 * @throws {UsageError} data that does not fit, or an interval out of its range.
 */
export function advertisingPlan(options: AdvertiseOptions): AdvertisingPlan {
  const { data = [], scanResponse = [], isConnectable = false, isExtended = false } = options;
  const { intervalMs = DEFAULT_INTERVAL_MS, phy = '1M', txPowerDbm } = options;
  const longest = isExtended ? LONGEST_EXTENDED_MS : LONGEST_LEGACY_MS;
  if (!(intervalMs >= SHORTEST_MS && intervalMs <= longest)) {
    throw new UsageError(
      `an advertising interval of ${intervalMs} ms: allowed are ${SHORTEST_MS} to ${longest} ms`,
    );
  }
  if (!isExtended && phy !== '1M') throw new UsageError('only extended advertising has other PHYs');
  const plan = {
    ...advertisingData({ data, scanResponse }, isConnectable, isExtended),
    isConnectable,
    interval: Math.round(intervalMs / INTERVAL_UNIT_MS),
    isExtended,
    phy,
    txPowerDbm,
  };
  // 7.8.53: extended PDUs are connectable or scannable, not both.
  if (isExtended && plan.scanResponse.length > 0 && (isConnectable || plan.data.length > 0)) {
    throw new UsageError(
      'extended advertising: data, or a scan response without being connectable, but not both',
    );
  }
  return plan;
}

/** The bytes of an advertisement: flags in front where it is connectable and brings none. */
export function advertisingData(
  { data = [], scanResponse = [] }: Pick<AdvertiseOptions, 'data' | 'scanResponse'>,
  isConnectable: boolean,
  isExtended: boolean,
): Pick<AdvertisingPlan, 'data' | 'scanResponse'> {
  const hasFlags = data.some(({ type }) => type === AdType.flags);
  const needsFlags = isConnectable && !hasFlags;
  const longest = isExtended ? EXTENDED_DATA : LEGACY_DATA;
  return {
    data: fitting(needsFlags ? [FLAGS, ...data] : data, longest, 'advertising data'),
    scanResponse: fitting(scanResponse, longest, 'a scan response'),
  };
}

function fitting(structures: readonly AdStructure[], longest: number, what: string): Uint8Array {
  const bytes = encode(adStructures, structures);
  if (bytes.length <= longest) return bytes;
  const hint = longest === LEGACY_DATA ? ': shorten it, or use isExtended' : '';
  throw new UsageError(`${what} of ${bytes.length} bytes, where ${longest} fit${hint}`);
}
