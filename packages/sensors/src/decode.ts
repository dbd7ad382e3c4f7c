// From an advert to what it means. All formats meet here, each by the UUID of its service data.

import { AdType, type Advert, walkAdStructures } from '@bluebell/ble/radio';
import type { AdvertFormat } from './advert-format.ts';
import { serviceData181a } from './adverts/atc/index.ts';
import { bthome1, bthome2 } from './adverts/bthome/index.ts';
import { hhcc } from './adverts/hhcc/hhcc.ts';
import { miBeaconFormat } from './adverts/mibeacon/mibeacon.ts';
import { MI_BEACON_OBJECTS } from './adverts/mibeacon/objects/index.ts';
import { MiBeaconProducts } from './adverts/mibeacon/products.ts';
import { miScale1, miScale2 } from './adverts/miscale/index.ts';
import { qingpingFormat } from './adverts/qingping/index.ts';
import type { KeyRing } from './bind-key.ts';
import type { Measurement } from './measurement.ts';
import { MODELS } from './models/index.ts';

/** Qingping's device types and the products that they stand for. */
const QINGPING_PRODUCTS: ReadonlyMap<number, string> = new Map(
  MODELS.flatMap(({ id, qingping = [] }) => qingping.map((type): [number, string] => [type, id])),
);

const FORMATS: readonly AdvertFormat[] = [
  miBeaconFormat(new MiBeaconProducts(MODELS, MI_BEACON_OBJECTS)),
  serviceData181a,
  qingpingFormat(QINGPING_PRODUCTS),
  bthome1,
  bthome2,
  miScale1,
  miScale2,
  hhcc,
];

const BY_UUID: ReadonlyMap<number, AdvertFormat> = new Map(
  FORMATS.flatMap((format) => format.uuids.map((uuid): [number, AdvertFormat] => [uuid, format])),
);

const NOTHING: readonly Measurement[] = Object.freeze([]);

/** For adverts that need no key. */
export const NO_KEYS: KeyRing = { get: () => undefined };

/**
 * Decodes every frame of a known format in an advert, in the order of the air. Stateless and total:
 * whatever the bytes are, it gives measurements, some with a `fault`, or an empty list.
 *
 * @param keys asked for the key of a sender when a frame is encrypted.
 */
export function decodeAdvert(advert: Advert, keys: KeyRing = NO_KEYS): readonly Measurement[] {
  let measurements: Measurement[] | undefined;
  walkAdStructures(advert.data, (type, structure) => {
    if (type !== AdType.serviceData16 || structure.left < 2) return;
    const adLength = structure.left + 1;
    const uuid = structure.u16();
    const measurement = BY_UUID.get(uuid)?.read(structure, { advert, keys, uuid, adLength });
    if (measurement === undefined) return;
    if (measurements) measurements.push(measurement);
    else measurements = [measurement];
  });
  return measurements ?? NOTHING;
}

/** The measurement that says most: values before faults, faults before frames that only say "here". */
export function richestOf(measurements: readonly Measurement[]): Measurement | undefined {
  return measurements.reduce<Measurement | undefined>(
    (best, next) => (best === undefined || richness(next) > richness(best) ? next : best),
    undefined,
  );
}

function richness(measurement: Measurement): number {
  if (measurement.family === '181a-unknown') return 0;
  if (measurement.fault !== undefined) return 2;
  const saysSomething = measurement.events.length > 0 || Object.keys(measurement.values).length > 0;
  return saysSomething ? 3 : 1;
}
