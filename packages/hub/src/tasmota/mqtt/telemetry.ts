// What the sensors say, as SENSOR messages: at once where something happened, whole at the tele period.

import { type AddressValue, type Clock, parseAddress } from '@bluebell/ble/core';
import type { Device, Update } from '../../state/device.ts';
import { Option } from '../config/options.ts';
import type { SensorList, Slot } from '../config/sensor-list.ts';
import type { TasmotaSettings } from '../settings/settings.ts';
import type { MessageForm } from './sensor-members.ts';
import { sensorMessage, type Told } from './sensor-message.ts';
import { SensorNews } from './sensor-news.ts';
import { takeUpdate } from './take-update.ts';

/** What messages are made from, and by. */
export interface TelemetryParts {
  readonly list: SensorList;
  /** `MI32Option<n>` by meaning. */
  readonly options: { isOn(option: 0 | 1 | 2): boolean };
  readonly settings: {
    readonly values: Pick<TasmotaSettings, 'tempRes' | 'humRes' | 'isFahrenheit' | 'isBluetoothOn'>;
  };
  /** Whether a message of the moment tells what waits of other sensors too. */
  readonly flushesAll: boolean;
  readonly clock: Clock;
}

/** What an update leads to. */
export interface Outcome {
  /** To be published now; absent where it waits for the tele period. */
  readonly message: string | undefined;
  /** The sensor has a member that no message of its had before. */
  readonly isLarger: boolean;
}

const NOTHING: Outcome = { message: undefined, isLarger: false };

/** All sensors of the list, and what was not yet told of each. */
export class Telemetry {
  readonly #parts: TelemetryParts;
  readonly #news = new Map<AddressValue, SensorNews>();

  /** Whether a message of the moment tells what waits of other sensors too. */
  flushesAll: boolean;

  constructor(parts: TelemetryParts) {
    this.#parts = parts;
    this.flushesAll = parts.flushesAll;
  }

  /** Takes what the hub heard. */
  take(update: Update): Outcome {
    const slot = this.#slotOf(parseAddress(update.device.address));
    if (!slot) return NOTHING;
    const news = this.#newsOf(slot);
    const { isUrgent, isAccepted, isLarger } = takeUpdate(news, slot, update);
    const isSent = isUrgent || (isAccepted && this.#parts.options.isOn(Option.bridge));
    return { message: isSent ? this.#messageOfNow({ slot, news }) : undefined, isLarger };
  }

  /** A generic device was heard: its advert is told with direct bridging alone. */
  takePayload(address: AddressValue): Outcome {
    const slot = this.#slotOf(address);
    if (!slot) return NOTHING;
    const news = this.#newsOf(slot);
    const isLarger = news.put('payload', 1);
    news.isFresh = true;
    const isSent = this.#parts.options.isOn(Option.bridge);
    return { message: isSent ? this.#messageOfNow({ slot, news }) : undefined, isLarger };
  }

  forget({ address }: Device): void {
    this.#news.delete(parseAddress(address));
  }

  /** The message of the tele period, which tells all that waits; `undefined` where there is no sensor. */
  teleMessage(): string | undefined {
    return this.#listed().length > 0 ? this.statusMessage() : undefined;
  }

  /** The same for those who ask: there is always an answer. */
  statusMessage(): string {
    return this.#message(this.#listed(), 'tele');
  }

  /** All members of all sensors, for those who want to know what there is; nothing counts as told. */
  overview(): string {
    return sensorMessage(this.#parts.clock.now(), this.#all(), this.#form('tele'));
  }

  #listed(): readonly Told[] {
    return this.#parts.options.isOn(Option.noTele) ? [] : this.#all();
  }

  /** `SetOption115 0` puts Bluetooth out of all messages, until it is on again. */
  #slotOf(address: AddressValue): Slot | undefined {
    return this.#parts.settings.values.isBluetoothOn ? this.#parts.list.of(address) : undefined;
  }

  #all(): readonly Told[] {
    if (!this.#parts.settings.values.isBluetoothOn) return [];
    return [...this.#parts.list].map((slot) => ({ slot, news: this.#newsOf(slot) }));
  }

  /** The sensor that this is about; with `flushesAll`, in the order of the list, all that have news. */
  #messageOfNow(told: Told): string {
    const sensors = this.flushesAll ? this.#all().filter(({ news }) => news.isFresh) : [told];
    return this.#message(sensors, 'now');
  }

  #message(sensors: readonly Told[], kind: MessageForm['kind']): string {
    const message = sensorMessage(this.#parts.clock.now(), sensors, this.#form(kind));
    for (const { news } of sensors) news.clear();
    return message;
  }

  #form(kind: MessageForm['kind']): MessageForm {
    const { tempRes, humRes, isFahrenheit } = this.#parts.settings.values;
    const repeatsKnown = this.#parts.options.isOn(Option.aggregate);
    return { kind, repeatsKnown, tempRes, humRes, isFahrenheit };
  }

  #newsOf({ address }: Slot): SensorNews {
    const known = this.#news.get(address);
    if (known) return known;
    const news = new SensorNews();
    this.#news.set(address, news);
    return news;
  }
}
