// Which format stands in service data and in company data, by UUID and by company.

import { appleFormat, eddystoneFormat } from './beacons.ts';
import { bthome1Format, bthome2Format } from './bthome.ts';
import type { FormatCut } from './format-cut.ts';
import { miBeaconCompanyFormat, miBeaconFormat } from './mibeacon.ts';
import { qingpingFormat, qingpingOldFormat } from './qingping.ts';
import { hhccFormat, scale1Format, scale2Format } from './scales.ts';
import { thermometerFormat } from './thermometers.ts';

/** By the 16-bit UUID of service data. */
export const SERVICE_FORMATS: ReadonlyMap<number, FormatCut> = new Map([
  [0xfe95, miBeaconFormat],
  [0x181a, thermometerFormat],
  [0xfdcd, qingpingFormat],
  [0xfff9, qingpingOldFormat],
  [0x181c, bthome1Format],
  [0x181e, bthome1Format],
  [0xfcd2, bthome2Format],
  [0x181d, scale1Format],
  [0x181b, scale2Format],
  [0xfd50, hhccFormat],
  [0xfeaa, eddystoneFormat],
]);

/** By company. */
export const COMPANY_FORMATS: ReadonlyMap<number, FormatCut> = new Map([
  [0x004c, appleFormat],
  [0x038f, miBeaconCompanyFormat],
]);
