// Records what goes between host and controller, whatever the way.

import type { TransportError } from '@bluebell/ble/core';
import type { HciTransport, StreamRecovery } from '@bluebell/ble/hci';
import type { Direction } from '../capture/encode-btsnoop.ts';
import { LiveCapture, type LiveOptions } from '../capture/live-capture.ts';
import type { BtsnoopWriter } from '../capture/write-btsnoop.ts';

/**
 * The same transport, with every packet of both directions in a capture. The capture stays the caller's:
 * a transport that is opened anew goes on in the same one.
 *
 * @example
 * await using capture = await BtsnoopWriter.create('kitchen.btsnoop');
 * await using transport = record(await openTransport('serial:/dev/ttyUSB0'), capture);
 */
export function record(
  transport: HciTransport,
  capture: BtsnoopWriter,
  options: LiveOptions = {},
): HciTransport {
  return new RecordedTransport(transport, capture, options);
}

class RecordedTransport implements HciTransport {
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  readonly recovery?: StreamRecovery;
  readonly #transport: HciTransport;
  readonly #capture: BtsnoopWriter;
  readonly #live: LiveCapture;

  constructor(transport: HciTransport, capture: BtsnoopWriter, options: LiveOptions) {
    this.#transport = transport;
    this.#capture = capture;
    this.#live = new LiveCapture(transport.name, capture, options);
    if (transport.recovery) this.recovery = transport.recovery;
    transport.onPacket = (packet) => {
      this.#write(packet, 'received');
      this.onPacket?.(packet);
    };
    transport.onClose = (error) => {
      void this.#live.flush();
      this.onClose?.(error);
    };
  }

  get name(): string {
    return this.#transport.name;
  }

  get room(): Promise<void> | undefined {
    return this.#transport.room;
  }

  send(packet: Uint8Array): void {
    this.#transport.send(packet);
    this.#write(packet, 'sent');
  }

  async close(): Promise<void> {
    await this.#transport.close();
    await this.#live.flush();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #write(packet: Uint8Array, direction: Direction): void {
    if (!this.#live.isWritable) return;
    this.#live.watch(this.#capture.append(packet, this.#live.clock.now(), direction));
  }
}
