// Which product a device is, as the list of sensors has it.

import { MODELS, type SensorModel } from '@bluebell/sensors';
import type { Device } from './device.ts';

const BY_ID: ReadonlyMap<string, SensorModel> = new Map(MODELS.map((model) => [model.id, model]));

/** Its model; `undefined` for what no advert has named, and for phones. */
export function modelOf({ product }: Pick<Device, 'product'>): SensorModel | undefined {
  return product === undefined ? undefined : BY_ID.get(product);
}
