// Values that a peripheral sends by itself, to whoever has subscribed.

import { BleError, type Uuid } from '@bluebell/ble/core';
import type { LocalServices } from '@bluebell/ble/radio';
import type { Life } from './peripheral.ts';

/** Which value, and how often it is told. */
export interface Telling {
  readonly service: Uuid;
  readonly characteristic: Uuid;
  readonly everyMs: number;
  /** The value of this moment. */
  readonly value: () => Uint8Array;
}

/** Tells it from now on, again and again. A link that ends in the middle is nothing special. */
export function keepTelling(
  served: LocalServices,
  { clock }: Pick<Life, 'clock'>,
  { service, characteristic, everyMs, value }: Telling,
): void {
  const told = served.characteristic(service, characteristic);
  const tell = () => {
    clock.after(everyMs, tell);
    told.notify(value()).catch((error: unknown) => {
      if (!(error instanceof BleError)) throw error;
    });
  };
  clock.after(everyMs, tell);
}
