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
export const DEFAULT_LIMITS: OutboxLimits = { events: 10_000, eventAgeMs: 2 * 3_600_000 };

/** Writes a message when it is sent: most states are overtaken before anybody has to write them. */
export type Render = () => string;

/** How a state goes out. */
export interface StateOptions {
  /** Before other states, and before events: what tells readers how to read them. */
  readonly isFirst?: boolean | undefined;
}

/** How an event goes out. */
export interface EventOptions {
  /** Whether the broker keeps it. It is sent once, unlike a state. */
  readonly isRetained?: boolean | undefined;
  /** Where it goes instead once it is older than this: too late to act upon, and yet worth knowing. */
  readonly late?: { readonly afterMs: number; readonly topic: string } | undefined;
  /** When it happened, by the steady clock. Default: now. */
  readonly sinceMs?: number | undefined;
}

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
  readonly isFirst: boolean;
  /** Whether it, or one before it, was sent: then it has to be taken back when it goes. */
  readonly isTold: boolean;
}

interface WaitingEvent {
  readonly message: Outgoing;
  readonly late: EventOptions['late'];
  readonly sinceMs: number;
}

/** Topics to tell, those first that have to be. */
class Topics {
  readonly #first = new Set<string>();
  readonly #others = new Set<string>();

  get size(): number {
    return this.#first.size + this.#others.size;
  }

  has(topic: string): boolean {
    return this.#first.has(topic) || this.#others.has(topic);
  }

  add(topic: string, isFirst: boolean): void {
    this.delete(topic);
    (isFirst ? this.#first : this.#others).add(topic);
  }

  delete(topic: string): void {
    this.#first.delete(topic);
    this.#others.delete(topic);
  }

  clear(): void {
    this.#first.clear();
    this.#others.clear();
  }

  *[Symbol.iterator](): Generator<string> {
    yield* this.#first;
    yield* this.#others;
  }
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
  readonly #backlog = new Topics();
  readonly #fresh = new Topics();
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
  putState(topic: string, render: Render, { isFirst = false }: StateOptions = {}): void {
    const isTold = this.#states.get(topic)?.isTold ?? false;
    this.#states.set(topic, { render, isTold, isFirst });
    if (isFirst) this.#backlog.add(topic, true);
    else if (!this.#backlog.has(topic)) this.#fresh.add(topic, false);
  }

  /**
   * No more state on this topic: the broker forgets it, if it was ever told.
   *
   * @param wasTold it was, if not by this program then by the one before.
   */
  clearState(topic: string, wasTold = false): void {
    if (wasTold || this.#states.get(topic)?.isTold) this.putState(topic, NOTHING);
    else this.#removeState(topic);
  }

  /** No more state on this topic from us: the broker keeps what it has, since others tell it now. */
  releaseState(topic: string): void {
    this.#removeState(topic);
  }

  /** One more event, behind all others. */
  addEvent(topic: string, payload: string, options: EventOptions = {}): void {
    const { isRetained = false, late, sinceMs = this.#clock.steady() } = options;
    this.#events.push({ message: { topic, payload, isRetained }, late, sinceMs });
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
    for (const [topic, { isFirst }] of this.#states) this.#backlog.add(topic, isFirst);
    this.#events = [...this.#taken.values(), ...this.#events];
    this.#taken.clear();
    this.#dropOverdueEvents();
  }

  #takeState(from: Topics): Outgoing | undefined {
    for (const topic of from) {
      from.delete(topic);
      const state = this.#states.get(topic);
      if (!state) continue;
      this.#states.set(topic, { ...state, isTold: true });
      return { topic, payload: state.render(), isRetained: true };
    }
    return undefined;
  }

  #takeEvent(): Outgoing | undefined {
    this.#dropOverdueEvents();
    const event = this.#events.shift();
    if (!event) return undefined;
    const { message, late, sinceMs } = event;
    const isLate = late !== undefined && this.#clock.steady() - sinceMs > late.afterMs;
    const outgoing = isLate ? { ...message, topic: late.topic } : message;
    this.#taken.set(outgoing, event);
    return outgoing;
  }

  #dropOverdueEvents(): void {
    const oldestMs = this.#clock.steady() - this.#limits.eventAgeMs;
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
