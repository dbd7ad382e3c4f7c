// One device's place in the registry: what adverts say becomes what it is, and what is news of it.

import { type Advert, localNameOf } from '@bluebell/ble/radio';
import type { Fault, Measurement, SensorEvent, Values } from '@bluebell/sensors';
import type { Device, Update } from './device.ts';

/** Failures in a row after which a wrong key is spoken of: one alone may be a bit error. */
const FAILURES_UNTIL_WRONG_KEY = 2;

/** A device that goes on saying the same is spoken of so often: it is still there. */
const STILL_THERE_MS = 60_000;

/** More than any real device has. One that makes up quantities must not grow without end. */
const MAX_VALUES = 128;

/** Where and how an advert was heard. */
export interface Reception {
  readonly advert: Advert;
  /** The name of the radio. */
  readonly radio: string;
}

/** A device, and what has to be remembered to judge what it says next. */
export class Entry {
  #device: Device;
  #news = 0;
  #toldMs = Number.NEGATIVE_INFINITY;
  /** Tags that did not fit, in a row. */
  #failedTags = 0;

  constructor(device: Device) {
    this.#device = device;
  }

  /** As it stands now. */
  get device(): Device {
    return this.#device;
  }

  /** How often it gave news. */
  get news(): number {
    return this.#news;
  }

  /** Whether there is anything to say of it. */
  get isKnown(): boolean {
    return this.#device.lastSeenMs !== undefined || this.#device.isHome !== undefined;
  }

  /** It was heard, and said what it had said before. */
  refresh(reception: Reception): Update | undefined {
    if (!this.isKnown) return undefined;
    this.#device = { ...this.#device, ...seen(reception) };
    const { timeMs } = reception.advert;
    return timeMs - this.#toldMs < STILL_THERE_MS
      ? undefined
      : this.#update(['lastSeen'], [], timeMs);
  }

  /** It said something. */
  measured(measurement: Measurement, reception: Reception): Update | undefined {
    const device = this.#device;
    const fault = this.#faultAfter(measurement);
    const values = fitting(device.values, measurement.values);
    const changed = Object.keys(values);
    if (fault !== device.fault) changed.push('fault');
    const isFirst = !this.isKnown;
    this.#device = {
      ...device,
      ...seen(reception),
      product: measurement.product ?? device.product,
      family: saysSomething(measurement)
        ? measurement.family
        : (device.family ?? measurement.family),
      values: { ...device.values, ...values },
      fault,
      localName: localNameOf(reception.advert.data) ?? device.localName,
    };
    const { events } = measurement;
    const { timeMs } = reception.advert;
    if (changed.length > 0 || events.length > 0 || isFirst)
      return this.#update(changed, events, timeMs, measurement);
    return this.refresh(reception);
  }

  /** It is tracked, and was heard. */
  arrived(reception: Reception): Update | undefined {
    if (this.#device.isHome === true) return this.refresh(reception);
    this.#device = { ...this.#device, ...seen(reception), isHome: true };
    return this.#update(['isHome'], [], reception.advert.timeMs);
  }

  /** It is tracked, and was not heard for too long. */
  left(timeMs: number): Update | undefined {
    if (this.#device.isHome === false) return undefined;
    this.#device = { ...this.#device, isHome: false };
    return this.#update(['isHome'], [], timeMs);
  }

  #update(
    changed: readonly string[],
    events: readonly SensorEvent[],
    timeMs: number,
    measurement?: Measurement,
  ): Update {
    this.#news++;
    this.#toldMs = timeMs;
    return { device: this.#device, changed, events, timeMs, measurement };
  }

  /** One bit error does not make a wrong key; one success clears it. */
  #faultAfter(measurement: Measurement): Fault | undefined {
    const { fault } = measurement;
    if (fault === 'auth_failed') {
      this.#failedTags++;
      return this.#failedTags >= FAILURES_UNTIL_WRONG_KEY ? fault : this.#device.fault;
    }
    if (fault !== undefined) return fault;
    // "Here I am", in the clear, proves nothing of the key.
    if (!measurement.encrypted && !saysSomething(measurement)) return this.#device.fault;
    this.#failedTags = 0;
    return undefined;
  }
}

/** Whether a measurement holds more than that its sender is there. */
export function saysSomething({ events, values }: Measurement): boolean {
  return events.length > 0 || Object.keys(values).length > 0;
}

/** The new values, without names for which there is no room beside the old ones. */
function fitting(old: Values, values: Values): Values {
  const newcomers = Object.keys(values).filter((name) => !(name in old));
  const tooMany = newcomers.slice(Math.max(0, MAX_VALUES - Object.keys(old).length));
  if (tooMany.length === 0) return values;
  const left = Object.entries(values).filter(([name]) => !tooMany.includes(name));
  // The cast holds: what is left of values are values.
  return Object.fromEntries(left) as Values;
}

function seen({ advert, radio }: Reception): Pick<Device, 'rssiDbm' | 'radio' | 'lastSeenMs'> {
  return { rssiDbm: advert.rssiDbm, radio, lastSeenMs: advert.timeMs };
}
