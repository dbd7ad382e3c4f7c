// A recording that takes the clock along: what happens by time happens as it did then.

import type { VirtualClock } from '@bluebell/ble/core';
import type { Advert, Radio, ScanOptions } from '@bluebell/ble/radio';

/** Moving the clock costs more than an advert: steps this long are fine for phones that go away. */
const STEP_MS = 1_000;

/** A radio whose adverts move a virtual clock to the time at which they were heard. */
export class CapturedTime implements Radio {
  readonly name: string;
  readonly #radio: Radio;
  readonly #clock: VirtualClock;
  readonly #ready: () => Promise<void>;

  /** @param ready waited for before each advert: whoever takes the news may be slower than a disk. */
  constructor(radio: Radio, clock: VirtualClock, ready: () => Promise<void> = async () => {}) {
    this.name = radio.name;
    this.#radio = radio;
    this.#clock = clock;
    this.#ready = ready;
  }

  async *scan(options?: ScanOptions): AsyncGenerator<Advert, void> {
    for await (const advert of this.#radio.scan(options)) {
      const aheadMs = advert.timeMs - this.#clock.now();
      if (aheadMs >= STEP_MS) await this.#clock.advance(aheadMs);
      await this.#ready();
      yield advert;
    }
  }

  close(): Promise<void> {
    return this.#radio.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
