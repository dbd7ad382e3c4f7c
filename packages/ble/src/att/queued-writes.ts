// Long and reliable writes through the server's queue. Core Spec v5.4, Vol 3, Part F, 3.4.6; Part G, 4.9.4 and 4.9.5.

import type { CallOptions } from '../core/index.ts';
import type { AttClient } from './client.ts';

/** A value, and where in the attribute it goes. */
export interface QueuedWrite {
  readonly attributeHandle: number;
  /** Default 0. */
  readonly valueOffset?: number;
  readonly attributeValue: Uint8Array;
}

/** Opcode, handle and offset in front of each part. */
const PART_HEAD_SIZE = 5;

/**
 * Writes by way of the server's queue, one call after the other: the server has one queue for each
 * client, so two long writes at a time would end up in each other.
 */
export class QueuedWriter {
  readonly #client: AttClient;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: AttClient) {
    this.#client = client;
  }

  /**
   * Writes values of any length, all or none. Every part is compared with the server's echo of it.
   *
   * @param options hold for each request, not for the whole.
   * @throws {AttError} the server refused; `DecodeError`: its echo differs. Nothing was written then:
   *   the queue has been cancelled.
   */
  write(writes: readonly QueuedWrite[], options?: CallOptions): Promise<void> {
    const writing = this.#last.then(() => this.#write(writes, options));
    // The next one waits for the end of this one, whichever it is.
    this.#last = writing.catch(() => {});
    return writing;
  }

  async #write(writes: readonly QueuedWrite[], options?: CallOptions): Promise<void> {
    try {
      for (const { attributeHandle, valueOffset = 0, attributeValue } of writes) {
        const partSize = this.#client.mtu - PART_HEAD_SIZE;
        // An empty value is one part, too.
        for (let at = 0; at === 0 || at < attributeValue.length; at += partSize) {
          const part = attributeValue.subarray(at, at + partSize);
          await this.#client.prepareWrite(attributeHandle, valueOffset + at, part, options);
        }
      }
      // Within, since a caller may lose patience before it is sent: the parts would stay in the queue.
      await this.#client.executeWrite('write', options);
    } catch (error) {
      await this.#cancel();
      throw error;
    }
  }

  /** What went wrong before matters more than whether this does. */
  async #cancel(): Promise<void> {
    await this.#client.executeWrite('cancel').catch(() => {});
  }
}
