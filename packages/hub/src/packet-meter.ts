// Watches the length that each MQTT packet announces, since the broker's parser takes any.

import { Reader } from '@bluebell/ble/codec';

/**
 * Follows the bytes of one client. MQTT 3.1.1, 2.2: a packet begins with a byte that says what it
 * is, then come one to four bytes of length, seven bits each, the lowest first.
 */
export class PacketMeter {
  readonly #maxBytes: number;
  /** Bytes of the packet's body still to come. */
  #bodyLeft = 0;
  /** What the next byte of the length counts for; 0 where the first byte of a packet is due. */
  #weight = 0;
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes the next bytes, cut anywhere; false once a packet announces more than is allowed. */
  accepts(bytes: Uint8Array): boolean {
    const reader = new Reader(bytes);
    while (reader.left > 0) {
      if (this.#bodyLeft > 0) {
        const here = Math.min(this.#bodyLeft, reader.left);
        reader.skip(here);
        this.#bodyLeft -= here;
      } else if (!this.#acceptsHeaderByte(reader.u8())) {
        return false;
      }
    }
    return true;
  }

  #acceptsHeaderByte(byte: number): boolean {
    if (this.#weight === 0) {
      this.#weight = 1;
      this.#length = 0;
      return true;
    }
    this.#length += (byte % 128) * this.#weight;
    const isLast = byte < 128;
    const isTooLong = !isLast && this.#weight === 128 ** 3;
    if (isTooLong || this.#length > this.#maxBytes) return false;
    this.#weight = isLast ? 0 : this.#weight * 128;
    if (isLast) this.#bodyLeft = this.#length;
    return true;
  }
}
