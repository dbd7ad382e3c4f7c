// A stream of bytes for tests: it cuts what is written as serial lines do.

import type { Clock } from '../core/index.ts';
import type { ByteStream } from './h4-transport.ts';

/** How a pipe cuts what is written. */
const CHUNK = 7;

/** One end of a pipe. */
export class PipeEnd implements ByteStream {
  readonly name = 'pipe';
  readonly room: undefined;
  onBytes: ((chunk: Uint8Array) => void) | undefined;
  onClose: ((error: Error | undefined) => void) | undefined;
  other: PipeEnd | undefined;
  isOpen = true;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const chunk = bytes.subarray(at, at + CHUNK);
      this.#clock.after(0, () => this.other?.isOpen && this.other.onBytes?.(chunk));
    }
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#clock.after(0, () => {
      if (!this.other?.isOpen) return;
      this.other.isOpen = false;
      this.other.onClose?.(undefined);
    });
  }
}

/** What is written at one end comes out of the other, cut into small chunks. */
export function bytePipe(clock: Clock): { readonly near: PipeEnd; readonly far: PipeEnd } {
  const [near, far] = [new PipeEnd(clock), new PipeEnd(clock)];
  near.other = far;
  far.other = near;
  return { near, far };
}
