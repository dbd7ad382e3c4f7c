// The way between a virtual controller and a host in the same process.

import { type Clock, TransportError } from '../../core/index.ts';
import type { HciTransport } from '../../hci/index.ts';

/** What the transport needs of its controller. */
export interface ControllerEnd {
  readonly name: string;
  readonly clock: Clock;
  /** Takes a packet of the host, and carries it out at once. */
  take(packet: Uint8Array): void;
  /** The host went away. */
  leave(transport: HostTransport): void;
}

/**
 * What the host sends, the controller carries out once the host's own work is done, at the same time of
 * the clock; what the controller sends is there at once.
 */
export class HostTransport implements HciTransport {
  readonly name: string;
  /** Memory takes all at once. */
  readonly room: undefined;
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  readonly #end: ControllerEnd;
  #waiting: Uint8Array[] = [];
  #isOpen = true;

  constructor(end: ControllerEnd) {
    this.name = end.name;
    this.#end = end;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(packet: Uint8Array): void {
    if (!this.#isOpen) throw new TransportError(`${this.name} is closed: nothing can be sent`);
    this.#waiting.push(packet);
    if (this.#waiting.length === 1) this.#end.clock.after(0, this.#carryOut);
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#end.leave(this);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Ends it from the controller's side. */
  breakOff(problem: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const error = new TransportError(`${this.name}: ${problem}`);
    this.#end.clock.after(0, () => this.onClose?.(error));
  }

  /** A property, so that no closure is made for each packet. */
  readonly #carryOut = (): void => {
    const packets = this.#waiting;
    this.#waiting = [];
    for (const packet of packets) {
      if (this.#isOpen) this.#end.take(packet);
    }
  };
}
