// A transport whose packets go to a capture as well, so that others can judge them.

import { systemClock, type TransportError } from '@bluebell/ble/core';
import type { HciTransport, StreamRecovery } from '@bluebell/ble/hci';
import type { BtsnoopWriter, Direction } from '@bluebell/radios';

/** Carries packets as the transport inside does, and writes each to the capture. */
export class RecordedTransport implements HciTransport {
  readonly name: string;
  readonly recovery?: StreamRecovery;
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  readonly #inner: HciTransport;
  readonly #capture: BtsnoopWriter;
  #written: Promise<void> = Promise.resolve();
  #packets = 0;
  #isRecording = true;

  constructor(inner: HciTransport, capture: BtsnoopWriter) {
    this.#inner = inner;
    this.#capture = capture;
    this.name = inner.name;
    if (inner.recovery) this.recovery = inner.recovery;
    inner.onPacket = (packet) => {
      this.#write(packet, 'received');
      this.onPacket?.(packet);
    };
    inner.onClose = (error) => this.onClose?.(error);
  }

  /** Records no more; gives how many packets the capture has, once it has them. */
  async endRecording(): Promise<number> {
    this.#isRecording = false;
    await this.#written;
    return this.#packets;
  }

  get room(): Promise<void> | undefined {
    return this.#inner.room;
  }

  send(packet: Uint8Array): void {
    this.#inner.send(packet);
    this.#write(packet, 'sent');
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #write(packet: Uint8Array, direction: Direction): void {
    if (!this.#isRecording) return;
    this.#packets++;
    const copy = packet.slice();
    const timeMs = systemClock.now();
    this.#written = this.#written.then(() => this.#capture.append(copy, timeMs, direction));
  }
}
