// What waits for the broker. Of what a device is, only the newest waits; of what happened, every
// single event does, in order. Both are bounded, in number and in time.

import type { Clock } from '@bluebell/ble/core';

/** How much waits, and for how long. */
export interface OutboxLimits {
  /** Events that wait at most, 1 or more; the oldest make room for new ones. */
  readonly events: number;
  /** How long an event waits before it is of no more use, in milliseconds. */
  readonly eventAgeMs: number;
}

/** Limits that a home never reaches: about 3 MB when all of it waits. */
export const DEFAULT_LIMITS: OutboxLimits = { events: 10_000, eventAgeMs: 10 * 60_000 };

/** Writes a message when it is sent: most states are overtaken before anybody has to write them. */
export type Render = () => string;

/** One message on its way. */
export interface Outgoing {
  readonly topic: string;
  readonly payload: string;
  /** Whether the broker keeps it: true of states, false of events. */
  readonly isRetained: boolean;
}

/** The state of one topic. */
interface State {
  readonly render: Render;
  /** Whether it, or one before it, was sent: then it has to be taken back when it goes. */
  readonly isTold: boolean;
}

interface WaitingEvent {
  readonly message: Outgoing;
  readonly sinceMs: number;
}

/** An empty retained message makes a broker forget the one before. MQTT 3.1.1, 3.3.1.3. */
const NOTHING: Render = () => '';

/**
 * A queue in three parts, taken from in this order: states that the broker has to be told after it
 * came back, events, and states that changed since. So events are not held up by chatty devices.
 */
export class Outbox {
  readonly #clock: Clock;
  readonly #limits: OutboxLimits;
  /** The newest state of every topic, and `NOTHING` for those that the broker is to forget. */
  readonly #states = new Map<string, State>();
  /** Topics to tell, by what they stand behind: see above. */
  readonly #backlog = new Set<string>();
  readonly #fresh = new Set<string>();
  #events: WaitingEvent[] = [];
  /** Taken and not yet acknowledged, in the order they were taken. */
  readonly #taken = new Map<Outgoing, WaitingEvent>();
  #droppedEvents = 0;

  constructor(clock: Clock, limits: OutboxLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Events lost so far because too many waited, or for too long. */
  get droppedEvents(): number {
    return this.#droppedEvents;
  }

  /** Events that wait, those under way included. */
  get waitingEvents(): number {
    return this.#events.length + this.#taken.size;
  }

  /** Whether nothing waits to be taken. */
  get isEmpty(): boolean {
    return this.#events.length + this.#backlog.size + this.#fresh.size === 0;
  }

  /** The new state of a topic, in place of the one before. */
  putState(topic: string, render: Render): void {
    this.#states.set(topic, { render, isTold: this.#states.get(topic)?.isTold ?? false });
    if (!this.#backlog.has(topic)) this.#fresh.add(topic);
  }

  /** No more state on this topic: the broker forgets it, if it was ever told. */
  clearState(topic: string): void {
    if (this.#states.get(topic)?.isTold) this.putState(topic, NOTHING);
    else this.#removeState(topic);
  }

  /** One more event, behind all others. One that is retained is sent once, unlike a state. */
  addEvent(topic: string, payload: string, isRetained = false): void {
    const message: Outgoing = { topic, payload, isRetained };
    this.#events.push({ message, sinceMs: this.#clock.now() });
    this.#dropOverdueEvents();
    while (this.#events.length > 1 && this.waitingEvents > this.#limits.events) this.#dropEvent();
  }

  /** The next to send. An event stays here until it is `settled`; a state is only taken. */
  take(): Outgoing | undefined {
    return this.#takeState(this.#backlog) ?? this.#takeEvent() ?? this.#takeState(this.#fresh);
  }

  /** The broker has taken, or will never take, what was taken from here. */
  settle(message: Outgoing): void {
    this.#taken.delete(message);
    const isGone = message.isRetained && message.payload === '';
    // A device that came back meanwhile has a state again.
    if (isGone && this.#states.get(message.topic)?.render === NOTHING) {
      this.#removeState(message.topic);
    }
  }

  /**
   * A new connection begins: the broker may have lost everything, so that each state goes out again
   * and, after those, each event that nobody acknowledged.
   */
  rewind(): void {
    this.#fresh.clear();
    for (const topic of this.#states.keys()) this.#backlog.add(topic);
    this.#events = [...this.#taken.values(), ...this.#events];
    this.#taken.clear();
    this.#dropOverdueEvents();
  }

  #takeState(from: Set<string>): Outgoing | undefined {
    for (const topic of from) {
      from.delete(topic);
      const render = this.#states.get(topic)?.render;
      if (!render) continue;
      this.#states.set(topic, { render, isTold: true });
      return { topic, payload: render(), isRetained: true };
    }
    return undefined;
  }

  #takeEvent(): Outgoing | undefined {
    this.#dropOverdueEvents();
    const event = this.#events.shift();
    if (event) this.#taken.set(event.message, event);
    return event?.message;
  }

  #dropOverdueEvents(): void {
    const oldestMs = this.#clock.now() - this.#limits.eventAgeMs;
    for (let first = this.#events[0]; first && first.sinceMs < oldestMs; first = this.#events[0]) {
      this.#dropEvent();
    }
  }

  #dropEvent(): void {
    this.#events.shift();
    this.#droppedEvents++;
  }

  #removeState(topic: string): void {
    this.#states.delete(topic);
    this.#backlog.delete(topic);
    this.#fresh.delete(topic);
  }
}
