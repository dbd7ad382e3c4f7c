// What the Tasmota mode has to say on the way of an advert: who is added, and who is only tracked.

import type { AddressValue } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import type { Measurement } from '@bluebell/sensors';
import type { Companion } from '../../pipeline/pipeline.ts';
import type { Phone, Presence } from '../../pipeline/presence.ts';
import type { Reception } from '../../state/entry.ts';
import { type Mi32Options, Option } from '../config/options.ts';
import type { Slots } from '../config/slots.ts';

/** Silence after which a device that nobody configured counts as away. */
const AWAY_AFTER_MS = 300_000;

/** What the tracker works with. */
export interface TrackerParts {
  readonly list: Slots;
  readonly options: Mi32Options;
  readonly presence: Presence;
  /** Devices that nobody configured: so many are tracked at most. */
  readonly limit: number;
}

/** Decides by the options. Strangers it does not track leave no trace. */
export class Tracker implements Companion {
  readonly #parts: TrackerParts;
  readonly #found = new Set<AddressValue>();
  /** Devices that nobody configured: so many are tracked at most. Those that are stay. */
  limit: number;

  constructor(parts: TrackerParts) {
    this.#parts = parts;
    this.limit = parts.limit;
  }

  /** How many devices are tracked that nobody configured. */
  get found(): number {
    return this.#found.size;
  }

  admits(address: AddressValue): boolean {
    const { list, options } = this.#parts;
    return options.isOn(Option.addSensors) || list.isAwaited(address) || list.has(address);
  }

  measured(measurement: Measurement, reception: Reception): void {
    this.#parts.list.measured(measurement, reception);
  }

  hears({ address }: Phone): boolean {
    return this.#parts.options.isOn(Option.track) || !this.#found.has(address);
  }

  /**
   * Only a public address is worth a place: private ones are told by their identity key or not at all. A
   * phone in mi32cfg turns tracking on for itself; strangers are taken up when the user says so.
   */
  newcomer({ addressType, addressValue: address }: Advert): Phone | undefined {
    const { options, presence } = this.#parts;
    if (!options.isChosen(Option.track) || !options.isOn(Option.addSensors)) return undefined;
    if (addressType !== 'public' || this.#found.size >= this.limit) return undefined;
    this.#found.add(address);
    const phone = { address, awayAfterMs: AWAY_AFTER_MS };
    presence.add(phone);
    return phone;
  }

  heard({ address }: Phone, reception: Reception): void {
    const { list, options } = this.#parts;
    if (options.isOn(Option.track)) list.heard(address, reception);
  }

  told({ address }: Phone): void {
    const { list, options } = this.#parts;
    if (options.isOn(Option.track)) list.tell(address);
  }
}
