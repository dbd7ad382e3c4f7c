// THE SEAM: what a way to the air offers to everything above it.

import type { Advert } from './advert.ts';

/** What a scan is asked to do. */
export interface ScanOptions {
  /** Ends the scan: the loop over it finishes, no error is thrown. */
  readonly signal?: AbortSignal;
  /** Asks senders for their scan response. Default false: nothing is sent, nobody notices. */
  readonly active?: boolean;
}

/** A way to reach the air: our own host on an HCI transport, another host, a recording, a simulation. */
export interface Radio {
  /** The name it was opened by: `sim`, `replay:kitchen.btsnoop`. */
  readonly name: string;

  /**
   * Listens for adverts until the loop ends or `signal` aborts.
   *
   * Every advert heard is given, repeats too: telling news from repeats is the caller's work.
   * A live radio whose caller is slower than the air loses the oldest waiting adverts; at most 256
   * wait. A recording waits for its caller and loses nothing.
   *
   * @throws {TransportError} the way to the radio broke. The radio is then of no more use.
   * @throws {DecodeError} a recording is damaged here; all before it was given.
   * @example
   * for await (const advert of radio.scan()) console.log(advert.address, advert.rssiDbm, 'dBm');
   */
  scan(options?: ScanOptions): AsyncIterable<Advert>;

  /** Lets go of the radio. Scans end; a second call does nothing. */
  close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void>;
}
