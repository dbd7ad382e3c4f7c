// What a server serves, as seen from one link. Core Spec v5.4, Vol 3, Part F, 3.2.

import type { Uuid } from '../core/index.ts';
import type { Request } from './exchange.ts';
import type { PduKind, PduOf } from './pdu.ts';

/** One attribute as a server lists it. */
export interface Attribute {
  readonly handle: number;
  readonly type: Uuid;
  /** The last handle of the group it opens; left out where its type opens none. */
  readonly endGroupHandle?: number;
}

/** How a peer asks for a value. */
export interface ReadAccess {
  readonly by: Extract<PduKind, `${'read' | 'find'}${string}Request`>;
  /** Where the peer reads on; 0 but in a Read Blob Request. The whole value is asked for all the same. */
  readonly offset: number;
}

/** How a peer writes. */
export interface WriteAccess {
  readonly by:
    | 'writeRequest'
    | 'writeCommand'
    | 'signedWriteCommand'
    | 'prepareWriteRequest'
    | 'executeWriteRequest';
}

/** Bytes for one attribute. */
export interface AttributeWrite {
  readonly attribute: Attribute;
  /** Where they go in the value; 0 replaces it but in `executeWriteRequest`. */
  readonly offset: number;
  /** The store's to keep. */
  readonly value: Uint8Array;
}

/**
 * The attributes of one server for one peer: the store knows whether the link is encrypted, and which
 * descriptors are the peer's own.
 *
 * To refuse, methods throw `AttError`: what it says is the answer. Any other error is answered with
 * Unlikely Error, and logged: it is a fault in the program.
 */
export interface AttributeStore {
  /**
   * Hears of each request and command before anything is done for it, in their order; refuses what
   * the peer may not ask at the moment, whatever it is. Default: all may be asked.
   */
  admit?(pdu: Request | PduOf<'writeCommand' | 'signedWriteCommand'>): void;

  /** The attributes with handles from `first` to `last`, both included, in ascending order. */
  attributes(first: number, last: number): Iterable<Attribute>;

  /** Whether Read By Group Type may ask for this type. */
  isGroupType(type: Uuid): boolean;

  /** The whole value, at most 512 bytes; refuses what its permissions forbid. */
  read(attribute: Attribute, access: ReadAccess): Uint8Array | Promise<Uint8Array>;

  /** Refuses an attribute that this peer may not write so. The value is not known yet. */
  allowWrite(attribute: Attribute, access: WriteAccess): void | Promise<void>;

  /**
   * Writes what was allowed, in this order; refuses offsets and lengths that an attribute does not
   * take. Several come by `executeWriteRequest` alone: parts that adjoin are one, and where one is
   * refused, all should be left undone.
   */
  write(writes: readonly AttributeWrite[], access: WriteAccess): void | Promise<void>;
}
