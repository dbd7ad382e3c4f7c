// A recording as a radio.

import { type Clock, DecodeError, systemClock } from '@bluebell/ble/core';
import type { Advert, Radio, ScanOptions } from '@bluebell/ble/radio';
import type { CaptureCounts } from './capture/capture-listener.ts';
import { CaptureReader } from './capture/capture-reader.ts';
import { type CaptureSource, captureFile } from './capture/capture-source.ts';
import { Pace, type ReplaySpeed } from './pace.ts';

/** How far a scan has come in its recording. */
export interface ReplayProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  /** Packets so far, of whatever kind. */
  readonly records: number;
  readonly adverts: number;
}

export interface ReplayOptions {
  /** Default 1: as fast as it was. */
  readonly speed?: ReplaySpeed;
  readonly clock?: Clock;
  /** Ends all scans, cleanly. */
  readonly signal?: AbortSignal;
  /** Told every few megabytes, and at the end. */
  readonly onProgress?: (progress: ReplayProgress) => void;
}

/** Bytes between two words about progress: a fraction of a second of work at full speed. */
const PROGRESS_BYTES = 8 * 2 ** 20;

/**
 * Plays back a capture: btsnoop, pcap or pcapng. Adverts carry the times of the capture.
 *
 * Every scan begins at the start, and ends at the end. It waits for its caller and loses nothing;
 * memory does not grow with the length of the capture. One that is damaged gives all in front of the
 * damage, then throws a `DecodeError` that tells where it is.
 */
export class ReplayRadio implements Radio {
  readonly name: string;
  readonly #source: CaptureSource;
  readonly #options: ReplayOptions;
  readonly #closing = new AbortController();
  #reader = new CaptureReader();

  /** @throws {UsageError} a speed that is no positive number. */
  constructor(source: CaptureSource, options: ReplayOptions = {}) {
    this.name = `replay:${source.name}`;
    this.#source = source;
    this.#options = options;
    this.#pace();
  }

  /**
   * A capture file as a radio.
   *
   * @throws {UsageError} there is no such file, or a speed that is no positive number.
   */
  static async open(path: string, options: ReplayOptions = {}): Promise<ReplayRadio> {
    return new ReplayRadio(await captureFile(path), options);
  }

  /** What the latest scan found so far, and what it could not use. */
  get counts(): CaptureCounts {
    return this.#reader.counts;
  }

  async *scan({ signal }: ScanOptions = {}): AsyncGenerator<Advert, void> {
    const signals = [this.#closing.signal, this.#options.signal, signal];
    const stop = AbortSignal.any(signals.filter((one) => one !== undefined));
    if (stop.aborted) return;
    const pace = this.#pace();
    this.#reader = new CaptureReader();
    try {
      for await (const adverts of this.#pieces(this.#reader)) {
        for (const advert of adverts) {
          if (!pace.isDue(advert.timeMs)) await pace.wait(advert.timeMs, stop);
          if (stop.aborted) return;
          yield advert;
        }
        if (stop.aborted) return;
      }
    } catch (error) {
      if (stop.aborted) return;
      throw error instanceof DecodeError ? this.#named(error) : error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The adverts of one piece of the file after the other; they are read as they are asked for. */
  async *#pieces(reader: CaptureReader): AsyncGenerator<Iterable<Advert>, void> {
    let bytes = 0;
    let toldBytes = 0;
    for await (const chunk of this.#source.chunks()) {
      yield reader.push(chunk);
      bytes += chunk.length;
      if (bytes - toldBytes < PROGRESS_BYTES) continue;
      toldBytes = bytes;
      this.#tell(bytes, reader);
    }
    yield reader.end();
    this.#tell(bytes, reader);
  }

  #tell(bytes: number, { counts: { records, adverts } }: CaptureReader): void {
    const { totalBytes } = this.#source;
    this.#options.onProgress?.({ bytes, totalBytes, records, adverts });
  }

  #pace(): Pace {
    return new Pace(this.#options.clock ?? systemClock, this.#options.speed ?? 1);
  }

  #named(error: DecodeError): DecodeError {
    return new DecodeError(`${this.#source.name}: ${error.problem}`, error.offset, {
      cause: error,
    });
  }
}
