// A relay of another Tasmota, switched over the broker that both use.

import { type Clock, TransportError } from '@bluebell/ble/core';
import { RateLimit } from '../../rate-limit.ts';
import { type Relay, RelayListeners } from './relay.ts';

/** Takes a message of the broker. */
export type BusListener = (topic: string, payload: string) => void;

/** The way to the broker. */
export interface RelayBus {
  readonly isConnected: boolean;
  publish(topic: string, payload: string): void;
  /** Asks the broker for a topic, now and after every connection anew. */
  subscribe(topic: string, listener: BusListener): void;
}

/** Which relay of whom. */
export interface RemoteRelayOptions {
  /** The other's topic, such as `plug`. */
  readonly topic: string;
  /** From 1; `undefined` for the only one it has. */
  readonly number: number | undefined;
  readonly bus: RelayBus;
  readonly clock: Clock;
}

/** Commands to one relay. Two hubs that name each other, or one that names itself, come to an end by it. */
const SWITCHING = { burst: 50, perSecond: 10 } as const;

/** What it is told, and what it tells: `%prefix%/%topic%/`, as Tasmota has it by default. */
export class RemoteRelay implements Relay {
  readonly #options: RemoteRelayOptions;
  readonly #listeners = new RelayListeners();
  readonly #rate: RateLimit;
  #isOn = false;

  constructor(options: RemoteRelayOptions) {
    this.#options = options;
    const { bus, topic, clock } = options;
    this.#rate = new RateLimit(clock, SWITCHING);
    bus.subscribe(`stat/${topic}/${this.#name}`, (_, payload) => this.#heard(payload));
    // What it says of itself when it is asked, and now and then: it may be on since before we were there.
    bus.subscribe(`stat/${topic}/RESULT`, (_, payload) => this.#heardMembers(payload));
    bus.subscribe(`tele/${topic}/STATE`, (_, payload) => this.#heardMembers(payload));
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Asks the other to switch; it is on once the other says so. */
  async set(isOn: boolean): Promise<void> {
    const { bus, topic } = this.#options;
    if (!bus.isConnected) {
      throw new TransportError(
        `the relay of ${topic} cannot be reached: there is no MQTT connection`,
      );
    }
    if (!this.#rate.take()) {
      throw new TransportError(
        `the relay of ${topic} is switched more than ${SWITCHING.perSecond} times a second: that was left out`,
      );
    }
    bus.publish(`cmnd/${topic}/${this.#command}`, isOn ? 'ON' : 'OFF');
  }

  onChange(listener: (isOn: boolean) => void): void {
    this.#listeners.add(listener);
  }

  get #name(): string {
    return `POWER${this.#options.number ?? ''}`;
  }

  get #command(): string {
    return `Power${this.#options.number ?? ''}`;
  }

  #heard(payload: string): void {
    const isOn = payload === 'ON';
    if ((!isOn && payload !== 'OFF') || isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.#listeners.tell(isOn);
  }

  #heardMembers(payload: string): void {
    const members = membersOf(payload);
    const value = members?.[this.#name];
    if (typeof value === 'string') this.#heard(value);
  }
}

/** Messages of a STATE are short; whatever is not one is none of ours. */
const MOST_CHARACTERS = 8192;

function membersOf(payload: string): Readonly<Record<string, unknown>> | undefined {
  if (payload.length > MOST_CHARACTERS) return undefined;
  try {
    const value: unknown = JSON.parse(payload);
    // The cast holds since every object has members of unknown kind.
    return typeof value === 'object'
      ? ((value ?? undefined) as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
