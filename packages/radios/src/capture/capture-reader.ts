// From the bytes of a capture file to adverts.

import type { Advert } from '@bluebell/ble/radio';
import { type CaptureCounts, CaptureListener } from './capture-listener.ts';
import { CaptureCutter } from './cutter.ts';

/** Reads one capture: takes its bytes, gives its adverts, in bounded memory. */
export class CaptureReader {
  readonly #cutter = new CaptureCutter();
  readonly #listener = new CaptureListener();

  get counts(): CaptureCounts {
    return this.#listener.counts;
  }

  /**
   * Takes the next bytes, which must then stay as they are. Adverts are read as they are asked for.
   *
   * @throws {DecodeError} the file is damaged; all adverts in front of the damage came before.
   */
  *push(chunk: Uint8Array): Generator<Advert, void> {
    try {
      for (const record of this.#cutter.push(chunk)) {
        for (const advert of this.#listener.hear(record)) yield advert;
      }
    } catch (damage) {
      yield* this.#listener.end();
      throw damage;
    }
  }

  /**
   * The file is over: gives what was still waiting for its rest.
   *
   * @throws {DecodeError} the file ends inside of something.
   */
  *end(): Generator<Advert, void> {
    yield* this.#listener.end();
    this.#cutter.end();
  }
}
