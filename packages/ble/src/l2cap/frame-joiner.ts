// Joins fragments to frames. Core Spec v5.4, Vol 3, Part A, 7.2.

import { decode, Reader, Writer } from '../codec/index.ts';
import type { Tally } from '../core/index.ts';
import { PacketBoundary } from '../hci/index.ts';
import { type BasicFrame, basicFrame, FRAME_HEADER_SIZE } from './frame.ts';
import type { Fragment } from './link.ts';
import type { L2capViolation } from './violation.ts';

/** What has come of a frame. */
interface Beginning {
  readonly bytes: Writer;
  /** How many bytes the whole takes; unknown until its header has come. */
  needed: number | undefined;
}

/** Holds the one frame that is under way: 64 KiB and a few bytes at most. */
export class FrameJoiner {
  readonly #violations: Tally<L2capViolation>;
  #begun: Beginning | undefined;

  constructor(violations: Tally<L2capViolation>) {
    this.#violations = violations;
  }

  /** Takes a fragment; gives the frame when it is whole. */
  push({ packetBoundary, data }: Fragment): BasicFrame | undefined {
    if (packetBoundary === PacketBoundary.complete) {
      this.#violations.add('badBoundary', `packet boundary ${packetBoundary}`);
      return undefined;
    }
    if (packetBoundary === PacketBoundary.continuing) {
      if (this.#begun) return this.#add(this.#begun, data);
      this.#violations.add('strayFragment');
      return undefined;
    }
    if (this.#begun) this.#violations.add('cutFrame');
    this.#begun = undefined;
    // Most frames are one fragment: they need no copy.
    if (data.length === sizeOf(data)) return decode(basicFrame, data);
    this.#begun = { bytes: new Writer(), needed: undefined };
    return this.#add(this.#begun, data);
  }

  #add(begun: Beginning, data: Uint8Array): BasicFrame | undefined {
    const { bytes } = begun;
    bytes.write(data);
    begun.needed ??= sizeOf(bytes.finish());
    if (begun.needed === undefined || bytes.length < begun.needed) return undefined;
    this.#begun = undefined;
    if (bytes.length === begun.needed) return decode(basicFrame, bytes.finish());
    this.#violations.add(
      'overlongFrame',
      `${bytes.length} bytes, where ${begun.needed} were announced`,
    );
    return undefined;
  }
}

/** How many bytes a frame takes, its header included; `undefined` while that is not there. */
function sizeOf(bytes: Uint8Array): number | undefined {
  if (bytes.length < FRAME_HEADER_SIZE) return undefined;
  return FRAME_HEADER_SIZE + new Reader(bytes).u16();
}
