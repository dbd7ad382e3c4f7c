// Adverts that wait for a caller who is slower than the air.

import type { Advert } from './advert.ts';

/** As many wait as `Radio.scan` promises. */
const DEFAULT_LIMIT = 256;

/** Adverts between a live radio and one loop over them: the oldest are lost when too many wait. */
export class AdvertQueue {
  readonly #waiting: Advert[] = [];
  readonly #limit: number;
  #wake: (() => void) | undefined;
  #isEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #lost = 0;

  constructor(limit: number = DEFAULT_LIMIT) {
    this.#limit = limit;
  }

  /** How many adverts gave way to newer ones. */
  get lost(): number {
    return this.#lost;
  }

  /** Adds what was heard; nothing once the queue has ended. */
  push(advert: Advert): void {
    if (this.#isEnded) return;
    if (this.#waiting.length >= this.#limit) {
      this.#waiting.shift();
      this.#lost++;
    }
    this.#waiting.push(advert);
    this.#wake?.();
  }

  /** Ends the loop at once; what still waits is dropped. */
  end(): void {
    this.#isEnded = true;
    this.#waiting.length = 0;
    this.#wake?.();
  }

  /** Ends the loop once all that waits was taken: it then throws the error. */
  fail(error: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#failure = { error };
    this.#wake?.();
  }

  /** Gives adverts in the order in which they were heard, until the queue ends. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Advert, void, undefined> {
    for (;;) {
      const advert = this.#waiting.shift();
      if (advert) {
        yield advert;
      } else if (this.#isEnded) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
    if (this.#failure) throw this.#failure.error;
  }
}
