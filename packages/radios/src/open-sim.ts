// The simulated home as a radio.

import { SimRadio, type SimRadioOptions } from '@bluebell/sensors/virtual';
import { record } from './hci/recorded.ts';
import type { HciRadioOptions } from './open-hci.ts';

/** What the radio `sim` may be told: as any radio with a host of ours, and of the home. */
export interface SimOptions
  extends HciRadioOptions,
    Pick<SimRadioOptions, 'seed' | 'peripheralBonds' | 'guestLooksFor'> {}

/** Puts a host of ours in the middle of the simulated home. */
export function openSim({ capture, ...options }: SimOptions = {}): Promise<SimRadio> {
  const { clock, log } = options;
  const told = { ...(clock && { clock }), ...(log && { log }) };
  return SimRadio.open({
    ...options,
    ...(capture && { between: (transport) => record(transport, capture, told) }),
  });
}
