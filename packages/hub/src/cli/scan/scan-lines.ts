// What `bluebell scan` prints where there is no screen: lines for people, JSON for programs.

import { toHex } from '@bluebell/ble/core';
import { type Advert, localNameOf, serviceUuidsOf } from '@bluebell/ble/radio';
import type { KeyRing } from '@bluebell/sensors';
import { clean, timeOfDay } from '../../plain-text.ts';
import { whatOf } from './scan-table.ts';
import { kindOf, productIn, type Sighting } from './sightings.ts';

/** A sender that is new, or has told something new. */
export function sightingLine(sighting: Sighting): string {
  const { address, addressKind, rssiDbm, name, lastMs } = sighting;
  const rssi = rssiDbm === undefined ? '' : `${Math.round(rssiDbm)} dBm`;
  const columns = [
    timeOfDay(lastMs),
    address,
    addressKind.padEnd(7),
    rssi.padStart(8),
    [name, whatOf(sighting)].filter(Boolean).join('  '),
  ];
  return clean(columns.join('  ')).trimEnd();
}

/** One advert as JSON has it: docs/json.md. */
export function advertJson(advert: Advert, radio: string, name: string | undefined, keys: KeyRing) {
  const { timeMs, address, addressType, addressValue, rssiDbm, data } = advert;
  const time = new Date(timeMs);
  const localName = localNameOf(data);
  const services = serviceUuidsOf(data);
  const product = productIn(advert, keys);
  return {
    ...(!Number.isNaN(time.getTime()) && { time: time.toISOString() }),
    radio,
    address,
    addressType: kindOf(addressType, addressValue),
    ...(rssiDbm !== undefined && { rssiDbm }),
    ...(name !== undefined && { name }),
    ...(localName !== undefined && { localName }),
    ...(product !== undefined && { product }),
    ...(services.length > 0 && { services }),
    isConnectable: advert.isConnectable,
    ...(advert.isScanResponse && { isScanResponse: true }),
    ...(advert.isExtended && { isExtended: true }),
    data: toHex(data),
  };
}
