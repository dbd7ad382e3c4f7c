// Packets that tests wait for, one after the other.

/** Keeps what came until it is asked for. */
export class Inbox {
  readonly #waiting: Uint8Array[] = [];
  #want: ((packet: Uint8Array) => void) | undefined;

  put(packet: Uint8Array): void {
    const want = this.#want;
    this.#want = undefined;
    if (want) want(packet);
    else this.#waiting.push(packet);
  }

  /** The next packet, waiting for it if need be; one asks at a time. */
  next(): Promise<Uint8Array> {
    const packet = this.#waiting.shift();
    if (packet) return Promise.resolve(packet);
    return new Promise((resolve) => {
      this.#want = resolve;
    });
  }
}
