// The database as one client may use it: permissions, whole values, writes all or none.
// Core Spec v5.4, Vol 3, Part F, 3.4.4 to 3.4.6.

import {
  AttError,
  AttErrorCode,
  type Attribute,
  type AttributeStore,
  type AttributeWrite,
  type ReadAccess,
  type WriteAccess,
} from '../../att/index.ts';
import { encode, list, rest } from '../../codec/index.ts';
import type { Uuid } from '../../core/index.ts';
import type { AttributePermission } from '../../radio/index.ts';
import { AttributeType } from '../declarations.ts';
import type { AttributeTable } from './attribute-table.ts';
import type { Asked } from './change-awareness.ts';
import type { Peer } from './peer.ts';
import { type PeerKeys, securityFault } from './permission.ts';
import type { ServedAttribute, WriteWay } from './served-attribute.ts';

/** What the view of a client is made of. */
export interface PeerStoreOptions {
  readonly table: AttributeTable;
  readonly peer: Peer;
  readonly keys: () => PeerKeys;
  /** Hears of each request and command first. @throws {AttError} it is refused. */
  readonly onAsked: (asked: Asked) => void;
}

/** A value that a client reads in parts: all of them are of the same. */
interface LongRead {
  readonly attribute: ServedAttribute;
  readonly value: Uint8Array;
  readonly atMs: number;
}

/** How long a value is kept for a client that reads on. */
const LONG_READ_MS = 30_000;

const GROUP_TYPES: readonly Uuid[] = [AttributeType.primaryService, AttributeType.secondaryService];
const joined = list(rest);

/** The attributes for one client. */
export class PeerStore implements AttributeStore {
  readonly #options: PeerStoreOptions;
  #longRead: LongRead | undefined;

  constructor(options: PeerStoreOptions) {
    this.#options = options;
  }

  admit(asked: Asked): void {
    if (asked.kind !== 'readBlobRequest') this.#longRead = undefined;
    this.#options.onAsked(asked);
  }

  attributes(first: number, last: number): readonly ServedAttribute[] {
    return this.#options.table.range(first, last);
  }

  isGroupType(type: Uuid): boolean {
    return GROUP_TYPES.includes(type);
  }

  read(attribute: Attribute, { by, offset }: ReadAccess): Uint8Array | Promise<Uint8Array> {
    const served = this.#served(attribute);
    this.#check(served.readPermission, served, AttErrorCode.readNotPermitted);
    const { peer } = this.#options;
    const long = this.#longRead;
    const nowMs = peer.clock.steady();
    if (offset > 0 && long?.attribute === served && nowMs - long.atMs < LONG_READ_MS) {
      return long.value;
    }
    const value = served.read(peer);
    if (by !== 'readRequest' && by !== 'readBlobRequest') return value;
    if (value instanceof Uint8Array) return this.#begin(served, value);
    return value.then((later) => this.#begin(served, later));
  }

  allowWrite(attribute: Attribute, { by }: WriteAccess): void {
    const served = this.#served(attribute);
    // Nothing is asked to be executed alone: its parts were allowed.
    if (by === 'executeWriteRequest') return;
    const isSigned = by === 'signedWriteCommand';
    if (!this.#isWay(by, served)) throw new AttError(AttErrorCode.writeNotPermitted, served.handle);
    this.#check(served.writePermission, served, AttErrorCode.writeNotPermitted, isSigned);
  }

  async write(writes: readonly AttributeWrite[]): Promise<void> {
    const { peer } = this.#options;
    const staged = new Map<ServedAttribute, Uint8Array>();
    for (const { attribute, offset, value } of writes) {
      const served = this.#served(attribute);
      const before = staged.get(served) ?? served.written(peer);
      if (offset > before.length) throw new AttError(AttErrorCode.invalidOffset, served.handle);
      const after = offset > 0 ? encode(joined, [before.subarray(0, offset), value]) : value;
      if (after.length < served.minLength || after.length > served.maxLength) {
        throw new AttError(AttErrorCode.invalidAttributeValueLength, served.handle);
      }
      staged.set(served, after);
    }
    for (const [served, value] of staged) await served.accept(value, peer);
    for (const [served, value] of staged) served.keep(value, peer);
  }

  /** A value is read: parts that are asked for behind it are of the same. */
  #begin(attribute: ServedAttribute, value: Uint8Array): Uint8Array {
    this.#longRead = { attribute, value, atMs: this.#options.peer.clock.steady() };
    return value;
  }

  /** @throws {AttError} it was removed meanwhile. */
  #served(attribute: Attribute): ServedAttribute {
    const { handle } = attribute;
    const served = this.#options.table.at(handle);
    if (served !== attribute) throw new AttError(AttErrorCode.invalidHandle, handle);
    return served;
  }

  /** What may be signed, may be sent without a signature on a link that is encrypted. Part G, 4.9.2 */
  #isWay(by: WriteWay, { ways }: ServedAttribute): boolean {
    if (ways.has(by)) return true;
    const isEncrypted = this.#options.keys().link !== undefined;
    return by === 'writeCommand' && isEncrypted && ways.has('signedWriteCommand');
  }

  /** A good signature stands for encryption: it was made with a key of the bond. */
  #check(
    permission: AttributePermission,
    { handle }: ServedAttribute,
    never: AttErrorCode,
    isSigned = false,
  ): void {
    if (permission === 'never') throw new AttError(never, handle);
    if (permission === 'open') return;
    const { link, bond } = this.#options.keys();
    const fault = securityFault(permission, { link: link ?? (isSigned ? bond : undefined), bond });
    if (fault !== undefined) throw new AttError(fault, handle);
  }
}
