// What the tests of this layer stand on: two ends of a bearer, and attributes in memory.

import { encode } from '../codec/index.ts';
import { type BleError, fromHex, TransportError, type Uuid, VirtualClock } from '../core/index.ts';
import { AttError } from './att-error.ts';
import type { Attribute, AttributeStore, AttributeWrite, WriteAccess } from './attribute-store.ts';
import { type Bearer, DEFAULT_MTU } from './bearer.ts';
import { AttClient } from './client.ts';
import type { AttClientOptions } from './client-channel.ts';
import { AttErrorCode } from './error-code.ts';
import { type AttPdu, attPdu } from './pdu.ts';
import { AttServer, type AttServerOptions } from './server.ts';

/** How long a PDU is on its way. */
export const DELAY_MS = 20;

/** One end of a bearer; what it sends arrives at `peer` 20 ms later. */
export class BearerEnd implements Bearer {
  mtu = DEFAULT_MTU;
  onReceive?: (pdu: Uint8Array) => void;
  onClose?: (reason: BleError) => void;
  /** Set where an enhanced bearer is tried. */
  isEnhanced = false;
  /** Why ATT gave it up. */
  abandoned: BleError | undefined;
  /** All that was sent from here. */
  readonly sent: Uint8Array[] = [];
  /** How many PDUs were longer than ATT_MTU as it was when they were sent. */
  oversized = 0;
  peer: BearerEnd | undefined;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  send(pdu: Uint8Array): void | Promise<void> {
    this.sent.push(pdu);
    if (pdu.length > this.mtu) this.oversized++;
    this.#clock.after(DELAY_MS, () => this.peer?.onReceive?.(pdu));
  }

  abandon(reason: BleError): void {
    this.abandoned = reason;
  }

  /** As if these bytes came from the peer. */
  hear(hex: string): void {
    this.onReceive?.(fromHex(hex));
  }

  /** As if this PDU came from the peer. */
  hearPdu(pdu: AttPdu): void {
    this.onReceive?.(encode(attPdu, pdu));
  }

  /** Breaks the link. */
  close(): TransportError {
    const reason = new TransportError('the link is gone');
    this.onClose?.(reason);
    return reason;
  }
}

/** Two ends that hear each other. */
export function joinedEnds(clock = new VirtualClock()) {
  const [near, far] = [new BearerEnd(clock), new BearerEnd(clock)];
  near.peer = far;
  far.peer = near;
  return { clock, near, far };
}

/** A client and a server, with these attributes. */
export function connect(
  attributes: readonly MemoryAttribute[] = [],
  options: Partial<AttClientOptions & AttServerOptions> = {},
) {
  const { clock, near, far } = joinedEnds();
  const store = new MemoryStore(attributes);
  const client = new AttClient(near, { clock, ...options });
  const server = new AttServer(far, store, { clock, ...options });
  return { clock, near, far, store, client, server };
}

/** An attribute with its value and what may be done to it. */
export interface MemoryAttribute extends Attribute {
  readonly value: Uint8Array;
  /** Reads are refused with this error. */
  readonly readError?: number;
  /** Writes are refused with this error. */
  readonly writeError?: number;
  /** Longer values are refused. Default 512. */
  readonly maxLength?: number;
}

const GROUP_TYPES: readonly Uuid[] = ['2800', '2801'];

/** Attributes in memory: values change by writing, permissions do not. */
export class MemoryStore implements AttributeStore {
  #attributes: readonly MemoryAttribute[] = [];
  readonly #values = new Map<number, Uint8Array>();
  /** What was written, one entry a call. */
  readonly writes: { by: string; writes: readonly AttributeWrite[] }[] = [];

  constructor(attributes: readonly MemoryAttribute[]) {
    this.become(attributes);
  }

  /** Holds these from now on. */
  become(attributes: readonly MemoryAttribute[]): void {
    this.#attributes = attributes;
    this.#values.clear();
    for (const { handle, value } of attributes) this.#values.set(handle, value);
  }

  attributes(first: number, last: number): readonly MemoryAttribute[] {
    return this.#attributes.filter(({ handle }) => handle >= first && handle <= last);
  }

  isGroupType(type: Uuid): boolean {
    return GROUP_TYPES.includes(type);
  }

  valueOf(handle: number): Uint8Array {
    return this.#values.get(handle) ?? new Uint8Array(0);
  }

  read({ handle }: Attribute): Uint8Array {
    const error = this.#at(handle)?.readError;
    if (error !== undefined) throw new AttError(error, handle);
    return this.valueOf(handle);
  }

  allowWrite({ handle }: Attribute): void {
    const error = this.#at(handle)?.writeError;
    if (error !== undefined) throw new AttError(error, handle);
  }

  write(writes: readonly AttributeWrite[], { by }: WriteAccess): void {
    // Staged, so that all is undone when one is refused.
    const staged = new Map(this.#values);
    for (const write of writes) {
      const { handle } = write.attribute;
      staged.set(handle, this.#written(write, staged.get(handle) ?? new Uint8Array(0)));
    }
    for (const [handle, value] of staged) this.#values.set(handle, value);
    this.writes.push({ by, writes });
  }

  #written({ attribute: { handle }, offset, value }: AttributeWrite, before: Uint8Array) {
    if (offset > before.length) throw new AttError(AttErrorCode.invalidOffset, handle);
    const after = Uint8Array.of(...before.subarray(0, offset), ...value);
    if (after.length > (this.#at(handle)?.maxLength ?? 512)) {
      throw new AttError(AttErrorCode.invalidAttributeValueLength, handle);
    }
    return after;
  }

  #at(handle: number): MemoryAttribute | undefined {
    return this.attributes(handle, handle)[0];
  }
}

/** An attribute of a few words. */
export function attribute(
  handle: number,
  type: Uuid,
  hex = '',
  more: Partial<MemoryAttribute> = {},
): MemoryAttribute {
  return { handle, type, value: fromHex(hex), ...more };
}

/** `count` bytes that can be told apart. */
export function numbered(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => index % 251);
}
