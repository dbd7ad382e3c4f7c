// Attributes as the database keeps them. Core Spec v5.4, Vol 3, Part G, 2.5.1.

import type { Attribute, WriteAccess } from '../../att/index.ts';
import type { Uuid } from '../../core/index.ts';
import type { AttributePermission } from '../../radio/index.ts';
import type { Peer } from './peer.ts';

/** The requests and commands by which peers write. */
export type WriteWay = Exclude<WriteAccess['by'], 'executeWriteRequest'>;

/** One attribute: the same for all peers, but that each has configurations of its own. */
export interface ServedAttribute extends Attribute {
  readonly readPermission: AttributePermission;
  readonly writePermission: AttributePermission;
  /** How it may be written, where it may be. */
  readonly ways: ReadonlySet<WriteWay>;
  /** Shorter values than `minLength` are refused, longer ones than `maxLength` too. */
  readonly minLength: number;
  readonly maxLength: number;
  /** What is kept for all peers; `undefined` where each has its own. */
  readonly value: Uint8Array | undefined;

  /** What a peer reads. */
  read(peer: Peer): Uint8Array | Promise<Uint8Array>;
  /** What the offsets of prepared writes count from. */
  written(peer: Peer): Uint8Array;
  /** Judges a whole new value of good length. @throws {AttError} it is refused. */
  accept(value: Uint8Array, peer: Peer): void | Promise<void>;
  /** Keeps a value that was accepted. */
  keep(value: Uint8Array, peer: Peer): void;
}

const NO_WAYS: ReadonlySet<WriteWay> = new Set();

/** How descriptors are written: by request, or in parts. 4.12.3 and 4.12.4 */
export const DESCRIPTOR_WAYS: ReadonlySet<WriteWay> = new Set([
  'writeRequest',
  'prepareWriteRequest',
]);

/** An attribute that says what others are: everybody reads it, nobody writes it. */
export class Declaration implements ServedAttribute {
  readonly readPermission = 'open';
  readonly writePermission = 'never';
  readonly ways = NO_WAYS;
  readonly minLength = 0;
  readonly maxLength = 0;
  readonly handle: number;
  readonly type: Uuid;
  readonly value: Uint8Array;
  readonly endGroupHandle?: number;

  constructor(handle: number, type: Uuid, value: Uint8Array, endGroupHandle?: number) {
    this.handle = handle;
    this.type = type;
    this.value = value;
    if (endGroupHandle !== undefined) this.endGroupHandle = endGroupHandle;
  }

  read(): Uint8Array {
    return this.value;
  }

  written(): Uint8Array {
    return this.value;
  }

  /** Never called: no way leads here. */
  accept(): void {}

  /** Never called: no way leads here. */
  keep(): void {}
}
