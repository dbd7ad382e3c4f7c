// Tells an MQTT broker what the hub hears: `<base>/<device>` holds the state of a device, retained;
// `<base>/<device>/event` gets what happens; `<base>/bridge/state` says whether the hub is there.

import type { Device, Update } from '../state/device.ts';
import { MqttLink } from './mqtt-link.ts';
import type { MqttLinkParts } from './mqtt-link-parts.ts';
import { type MqttSinkOptions, mqttSettings } from './mqtt-settings.ts';
import { renderEvent, renderState } from './payload.ts';
import type { Sink } from './sink.ts';

export type { MqttLinkParts as MqttSinkParts };

/** What `MqttLink` sends and when, on our own topics. The `time` of an event tells it from a copy. */
export class MqttSink implements Sink {
  readonly name = 'mqtt';
  readonly #base: string;
  readonly #link: MqttLink;

  /** @throws {UsageError} a setting that can never work, named. */
  constructor(options: MqttSinkOptions, parts: MqttLinkParts) {
    this.#base = mqttSettings(options).base;
    const presence = {
      topic: `${this.#base}/bridge/state`,
      online: JSON.stringify({ state: 'online' }),
      offline: JSON.stringify({ state: 'offline' }),
    };
    this.#link = new MqttLink(options, presence, parts);
  }

  /** Whether the broker is there. */
  get isConnected(): boolean {
    return this.#link.isConnected;
  }

  /** Events that wait for the broker. */
  get waitingEvents(): number {
    return this.#link.waitingEvents;
  }

  /** Events that were lost because too many waited, or for too long. */
  get droppedEvents(): number {
    return this.#link.droppedEvents;
  }

  update({ device, events, timeMs }: Update): void {
    const topic = this.#topicOf(device);
    this.#link.putState(topic, () => renderState(device));
    for (const event of events) this.#link.addEvent(`${topic}/event`, renderEvent(event, timeMs));
  }

  forget(device: Device): void {
    this.#link.clearState(this.#topicOf(device));
  }

  /** Settles once the broker has all that waits; at once where it is away. */
  drained(): Promise<void> {
    return this.#link.drained();
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  #topicOf(device: Device): string {
    return `${this.#base}/${device.id}`;
  }
}
