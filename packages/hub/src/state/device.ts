// One device as the hub knows it, and the news of it that sinks are told.

import { type AddressValue, addressDigits, formatAddress } from '@bluebell/ble/core';
import type { Family, Fault, Measurement, SensorEvent, Values } from '@bluebell/sensors';

/** A device as it stands now. A new object each time something changes: it may be kept. */
export interface Device {
  /** Twelve upper-case digits of its stable address; never changes. `A4C138000001` */
  readonly id: string;
  /** The same with colons, as people write it. */
  readonly address: string;
  /** The name that the user gave it. */
  readonly name: string | undefined;
  /** `phone`: something tracked by its identity key or address, that sends no values. */
  readonly kind: 'sensor' | 'phone';
  /** Maker's model code, once an advert has told it. */
  readonly product: string | undefined;
  /** The format of the last advert that said something; absent for phones. */
  readonly family: Family | undefined;
  /** All quantities heard so far, merged. */
  readonly values: Values;
  /** Why the last advert gave nothing, such as `missing_key`; cleared by the next that does. */
  readonly fault: Fault | undefined;
  /** The name it advertises, if it does. Whatever the air holds: clean it where people read it. */
  readonly localName: string | undefined;
  /** Phones: whether it was heard lately; `undefined` until it was, or was missed for too long. */
  readonly isHome: boolean | undefined;
  /** Signal strength of the last advert, and the radio that heard it. */
  readonly rssiDbm: number | undefined;
  readonly radio: string | undefined;
  /** Milliseconds since 1970 UTC; `undefined` for a phone that was never heard. */
  readonly lastSeenMs: number | undefined;
}

/** What one advert changed. Sinks get nothing but these. */
export interface Update {
  readonly device: Device;
  /**
   * Quantities whose value is news or came anew, and `fault`, `isHome` where those changed. A device
   * that goes on saying the same gives `lastSeen` alone, once a minute.
   */
  readonly changed: readonly string[];
  /** What happened, in order. */
  readonly events: readonly SensorEvent[];
  /** When it was heard, milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /** What it was read from; absent where no frame said it. */
  readonly measurement?: Measurement | undefined;
}

/** A device of which nothing was heard yet. */
export function blankDevice(
  address: AddressValue,
  kind: Device['kind'],
  name: string | undefined,
): Device {
  return {
    id: addressDigits(address),
    address: formatAddress(address),
    name,
    kind,
    product: undefined,
    family: undefined,
    values: {},
    fault: undefined,
    localName: undefined,
    isHome: undefined,
    rssiDbm: undefined,
    radio: undefined,
    lastSeenMs: undefined,
  };
}
