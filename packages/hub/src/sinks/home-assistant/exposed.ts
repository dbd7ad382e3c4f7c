// What a product can be relied upon to report.

import type { Quantity, SensorModel } from '@bluebell/sensors';

/** All of it. "Whatever speaks BTHome" promises nothing. */
export function exposedBy(model: SensorModel | undefined): readonly Quantity[] {
  const isOpen = model?.families?.some((family) => family.startsWith('bthome')) === true;
  return isOpen ? [] : (model?.exposes ?? []);
}
