// Two transports that are each other's far side: a host and a controller in one process.

import { type Clock, TransportError } from '../core/index.ts';
import type { HciTransport } from './transport.ts';

/** Names of the two ends. */
export interface TransportPairOptions {
  /** What it says in errors. Default: 'memory'. */
  readonly name?: string;
  /** How long a packet is under way. Default: 0. */
  readonly latencyMs?: number;
}

/** What is sent at one end comes out of the other, at the same time of the clock or later. */
export function transportPair(
  clock: Clock,
  { name = 'memory', latencyMs = 0 }: TransportPairOptions = {},
): readonly [host: HciTransport, controller: HciTransport] {
  const host = new MemoryTransport(name, clock, latencyMs);
  const controller = new MemoryTransport(name, clock, latencyMs);
  host.far = controller;
  controller.far = host;
  return [host, controller];
}

class MemoryTransport implements HciTransport {
  readonly name: string;
  /** Memory takes all at once. */
  readonly room: undefined;
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  far: MemoryTransport | undefined;
  readonly #clock: Clock;
  readonly #latencyMs: number;
  #isOpen = true;

  constructor(name: string, clock: Clock, latencyMs: number) {
    this.name = name;
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  send(packet: Uint8Array): void {
    if (!this.#isOpen) throw new TransportError(`${this.name} is closed: nothing can be sent`);
    this.#clock.after(this.#latencyMs, () => this.far?.onArrival(packet));
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#clock.after(this.#latencyMs, () => this.far?.onEnd());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Called by the far side. */
  onArrival(packet: Uint8Array): void {
    if (this.#isOpen) this.onPacket?.(packet);
  }

  /** Called by the far side. */
  onEnd(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.onClose?.(new TransportError(`${this.name}: the far side closed it`));
  }
}
