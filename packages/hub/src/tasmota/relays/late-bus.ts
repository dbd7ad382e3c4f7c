// The way to the broker for those who are there before it is.

import type { BusListener, RelayBus } from './remote-relay.ts';

/** A bus that gets its line later. What is asked for until then is asked for when it has it. */
export class LateBus implements RelayBus {
  readonly #subscriptions: (readonly [topic: string, listener: BusListener])[] = [];
  #line: RelayBus | undefined;

  get isConnected(): boolean {
    return this.#line?.isConnected ?? false;
  }

  /** Gives it its line. */
  attach(line: RelayBus): void {
    this.#line = line;
    for (const [topic, listener] of this.#subscriptions) line.subscribe(topic, listener);
  }

  /** Nothing happens while there is no line: ask `isConnected` first. */
  publish(topic: string, payload: string): void {
    this.#line?.publish(topic, payload);
  }

  subscribe(topic: string, listener: BusListener): void {
    this.#subscriptions.push([topic, listener]);
    this.#line?.subscribe(topic, listener);
  }
}
