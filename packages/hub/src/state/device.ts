// One device as the hub knows it, and the news of it that sinks are told.

import { type AddressValue, addressDigits, formatAddress } from '@bluebell/ble/core';
import type { Family, Fault, Measurement, SensorEvent, Values } from '@bluebell/sensors';
import { DEFAULT_SETTINGS, type DeviceSettings } from './device-settings.ts';

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
  /** Signal strength at the receiver that hears it best, and that receiver. */
  readonly rssiDbm: number | undefined;
  readonly radio: string | undefined;
  /** Milliseconds since 1970 UTC; `undefined` for what was never heard. */
  readonly lastSeenMs: number | undefined;
  /** Who heard it lately, the best first. */
  readonly receivers: readonly Heard[];
  /**
   * Whether it is heard as often as it should be; `undefined` where nothing can be told: it was never
   * heard, or speaks only when something happens.
   */
  readonly isOnline: boolean | undefined;
  /** The learnt time between its adverts, in milliseconds; `undefined` until it is learnt. */
  readonly intervalMs: number | undefined;
  /** The sum of a dial's steps, to the right positive; absent for what has no dial. */
  readonly dialSum: number | undefined;
  /** What the user set of it. */
  readonly settings: DeviceSettings;
}

/** One receiver that heard a device. */
export interface Heard {
  /** A radio of this hub by its name, one of another hub, or a gateway. */
  readonly receiver: string;
  /** Its hub, where that is another one: twelve hex digits, and the name that the hub itself has for it. */
  readonly at?: { readonly hubId: string; readonly name: string };
  readonly rssiDbm: number;
  /** Milliseconds since 1970 UTC. */
  readonly lastSeenMs: number;
}

/** Who of this hub hears a device, the best first. */
export interface HeardHere {
  readonly id: string;
  readonly receivers: readonly Heard[];
  readonly intervalMs: number | undefined;
  readonly dialSum: number | undefined;
}

/** What one advert changed. Sinks get nothing but these. */
export interface Update {
  readonly device: Device;
  /**
   * Quantities whose value is news or came anew, and `fault`, `isHome`, `isOnline`, `product`, `name`,
   * `settings`, `dialSum` where those changed. A device that goes on saying the same gives `lastSeen`
   * alone, once a minute. Nothing at all where a sink is told how a device stands.
   */
  readonly changed: readonly string[];
  /** What happened, in order. */
  readonly events: readonly SensorEvent[];
  /** Which press the events are: the same whoever tells of it, and however often. Letters and digits. */
  readonly pressId?: string | undefined;
  /** When it was heard, milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /** When the events came in, by the steady clock: by it, they are late or not. Default: just now. */
  readonly sinceMs?: number | undefined;
  /** What it was read from; absent where no frame said it. */
  readonly measurement?: Measurement | undefined;
}

/** A device of which nothing was heard yet. */
export function blankDevice(
  address: AddressValue,
  kind: Device['kind'],
  name: string | undefined,
  settings: DeviceSettings = DEFAULT_SETTINGS,
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
    receivers: [],
    isOnline: undefined,
    intervalMs: undefined,
    dialSum: undefined,
    settings,
  };
}
