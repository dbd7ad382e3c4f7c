// What Tasmota makes of a product: its id, its name and what it reports.

import { type Measurement, MODELS, type TasmotaType } from '@bluebell/sensors';

/** A device that is only tracked. */
export const GENERIC_PID = 0;

/** For products that never tell an id. Tasmota knows none of them, so that nothing is taken from it. */
const NO_PID = 0xff_ff;

const TYPES: ReadonlyMap<number, TasmotaType> = new Map(
  MODELS.flatMap(({ tasmota }) => (tasmota ? [[tasmota.pid, tasmota]] : [])),
);

const MODELS_BY_ID = new Map(MODELS.map((model) => [model.id, model]));

const PRODUCTS_BY_FAMILY: ReadonlyMap<string, string> = new Map(
  MODELS.flatMap(({ id, tasmota, families = [] }) =>
    tasmota ? families.map((family): [string, string] => [family, id]) : [],
  ),
);

/** The type that the driver knows by this id. */
export function typeOf(pid: number): TasmotaType | undefined {
  return TYPES.get(pid);
}

/** What a sensor reports before anything was learned of it. */
export function defaultFeatures(pid: number): number {
  return TYPES.get(pid)?.feat ?? 0;
}

/**
 * The product id of whoever sent a frame: what stands in the frame, or what Tasmota made up for its
 * format. It takes the frame apart, so ask once of each sensor.
 */
export function pidOf(measurement: Measurement): number {
  const inFrame = Number.parseInt(measurement.details().pid ?? '', 16);
  if (inFrame > GENERIC_PID) return inFrame;
  const product = measurement.product ?? PRODUCTS_BY_FAMILY.get(measurement.family);
  const model = product === undefined ? undefined : MODELS_BY_ID.get(product);
  return model?.tasmota?.pid ?? model?.miBeacon?.[0] ?? NO_PID;
}

/** The name of a type that has none of its own. */
export function typeName(pid: number, index: number, product: string | undefined): string {
  if (pid === GENERIC_PID) return `BLE_${String(index).padStart(2, '0')}`;
  const known = TYPES.get(pid)?.name;
  if (known !== undefined) return known;
  if (pid === NO_PID && product !== undefined) return product;
  return `MI_${pid.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a sensor of this type takes its name from its adverts while the user gave it none. */
export function isNamedByAdvert(pid: number): boolean {
  return pid === GENERIC_PID || TYPES.get(pid)?.name === 'BTHOME';
}
