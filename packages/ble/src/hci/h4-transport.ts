// Packets over a stream of bytes: serial lines, sockets, pipes. Core Spec v5.4, Vol 4, Part A.

import { type Clock, TransportError } from '../core/index.ts';
import { H4Framer } from './h4.ts';
import { RecoveringFramer } from './h4-recovery.ts';
import type { HciTransport, StreamRecovery } from './transport.ts';

/** A stream of bytes, both ways. Each radio brings one of its own. */
export interface ByteStream {
  /** What a person calls it: a device path, an address. */
  readonly name: string;
  /** Called with what comes, cut anywhere; never while `write` runs. */
  onBytes: ((chunk: Uint8Array) => void) | undefined;
  /** Called once when the stream breaks, with why, or ends; not after `close`. */
  onClose: ((error: Error | undefined) => void) | undefined;
  /** Writes bytes with one call, behind those before. */
  write(bytes: Uint8Array): void;
  /** While what was written waits: resolves once there is room for more, or it ends. */
  readonly room: Promise<void> | undefined;
  close(): Promise<void>;
}

/** How packets are found in the stream. */
export interface H4TransportOptions {
  /**
   * A clock where octets may get lost or come in, as on a serial line: the transport then looks for the
   * next packet by itself. Left out, a stream that is out of step is closed.
   */
  readonly recovery?: { readonly clock: Clock };
}

/** Carries H4 over a stream of bytes. */
export class H4Transport implements HciTransport {
  readonly name: string;
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  readonly recovery?: StreamRecovery;
  readonly #stream: ByteStream;
  readonly #recovering: RecoveringFramer | undefined;
  readonly #framer = new H4Framer();
  #isOpen = true;

  constructor(stream: ByteStream, { recovery }: H4TransportOptions = {}) {
    this.name = stream.name;
    this.#stream = stream;
    if (recovery) {
      this.#recovering = new RecoveringFramer((packet) => this.#give(packet), recovery);
      this.recovery = this.#recovering;
    }
    stream.onBytes = (chunk) => this.#take(chunk);
    stream.onClose = (cause) =>
      this.#end(new TransportError(`${this.name}: ${reason(cause)}`, { cause }));
  }

  get room(): Promise<void> | undefined {
    return this.#isOpen ? this.#stream.room : undefined;
  }

  send(packet: Uint8Array): void {
    if (!this.#isOpen) throw new TransportError(`${this.name} is closed: nothing can be sent`);
    this.#stream.write(packet);
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#recovering?.close();
    await this.#stream.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #take(chunk: Uint8Array): void {
    if (!this.#isOpen) return;
    if (this.#recovering) {
      this.#recovering.push(chunk);
      return;
    }
    try {
      for (const packet of this.#framer.push(chunk)) this.#give(packet);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const lost = new TransportError(`${this.name}: ${error.message}`, { cause: error });
      // The stream has nothing more to tell: what becomes of closing it changes nothing.
      this.#stream.close().catch(() => {});
      this.#end(lost);
    }
  }

  #give(packet: Uint8Array): void {
    if (this.#isOpen) this.onPacket?.(packet);
  }

  #end(error: TransportError): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#recovering?.close();
    this.onClose?.(error);
  }
}

function reason(cause: Error | undefined): string {
  return cause ? cause.message : 'the far side closed it';
}
