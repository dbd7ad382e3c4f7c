// The loops over what is heard: one scan serves them all.

import type { Clock, Log } from '../core/index.ts';
import type { Scanner, ScanWish } from '../gap/index.ts';
import { type Advert, AdvertQueue, type ScanOptions } from '../radio/index.ts';
import { AdvertListener } from './advert-listener.ts';

/** Gives every advert to every loop. */
export class ScanLoops {
  readonly #clock: Clock;
  readonly #scanner: Scanner;
  readonly #log: Log;
  readonly #queues = new Set<AdvertQueue>();
  readonly #listener = new AdvertListener();
  #isClosed = false;

  constructor(clock: Clock, scanner: Scanner, log: Log) {
    this.#clock = clock;
    this.#scanner = scanner;
    this.#log = log;
  }

  /** How many packets held reports that cannot be. */
  get malformed(): number {
    return this.#listener.malformed;
  }

  /** Takes a packet of advertising reports. */
  hear(packet: Uint8Array): void {
    if (this.#queues.size === 0) return;
    const heard = this.#listener.hear(packet, this.#clock.now(), this.#clock.steady());
    for (const advert of heard) {
      for (const queue of this.#queues) queue.push(advert);
    }
  }

  /** As `Radio.scan`. */
  async *scan({
    signal,
    active = false,
    coded = false,
    waiting,
  }: ScanOptions): AsyncGenerator<Advert, void, undefined> {
    if (this.#isClosed || signal?.aborted) return;
    const queue = new AdvertQueue(waiting);
    const end = () => queue.end();
    const wish = { isActive: active, isCoded: coded };
    signal?.addEventListener('abort', end, { once: true });
    this.#queues.add(queue);
    try {
      await this.#scanner.add(wish);
      yield* queue;
    } finally {
      this.#queues.delete(queue);
      signal?.removeEventListener('abort', end);
      await this.#stop(wish);
    }
  }

  /** All loops end. */
  close(): void {
    this.#isClosed = true;
    for (const queue of this.#queues) queue.end();
  }

  async #stop(wish: ScanWish): Promise<void> {
    try {
      await this.#scanner.remove(wish);
    } catch (error) {
      // Nobody listens any more: a controller that is gone does not scan either.
      this.#log.debug('SCAN_STOP', `scanning was not ended: ${String(error)}`);
    }
  }
}
