// Values that programs declare: those of characteristics, and of their descriptors.

import { AttError, MAX_VALUE_LENGTH } from '../../att/index.ts';
import { UsageError, type Uuid } from '../../core/index.ts';
import type { AttributeDefinition, AttributePermission } from '../../radio/index.ts';
import type { Peer } from './peer.ts';
import type { ServedAttribute, WriteWay } from './served-attribute.ts';

/** What a definition leaves open. */
export interface ValueDefaults {
  readonly readPermission: AttributePermission;
  readonly writePermission: AttributePermission;
  readonly ways: ReadonlySet<WriteWay>;
  /** Default 0. */
  readonly minLength?: number;
}

/** A value with the program's say in it. */
export class ServedValue implements ServedAttribute {
  readonly handle: number;
  readonly type: Uuid;
  readonly readPermission: AttributePermission;
  readonly writePermission: AttributePermission;
  readonly ways: ReadonlySet<WriteWay>;
  readonly minLength: number;
  readonly maxLength: number;
  readonly #definition: AttributeDefinition;
  #value: Uint8Array;

  constructor(handle: number, definition: AttributeDefinition, defaults: ValueDefaults) {
    this.handle = handle;
    this.type = definition.uuid;
    this.readPermission = defaults.readPermission;
    this.writePermission = defaults.writePermission;
    this.ways = defaults.ways;
    this.minLength = defaults.minLength ?? 0;
    this.maxLength = definition.maxLength ?? MAX_VALUE_LENGTH;
    this.#definition = definition;
    this.#value = new Uint8Array(definition.value ?? []);
  }

  get value(): Uint8Array {
    return this.#value;
  }

  /** @throws {UsageError} longer than declared. */
  set value(value: Uint8Array) {
    this.#value = new Uint8Array(this.#checked(value));
  }

  read({ request }: Peer): Uint8Array | Promise<Uint8Array> {
    const { onRead } = this.#definition;
    return onRead ? this.#asked(async () => this.#checked(await onRead(request))) : this.#value;
  }

  written(): Uint8Array {
    return this.#value;
  }

  accept(value: Uint8Array, { request }: Peer): void | Promise<void> {
    const { onWrite } = this.#definition;
    // A copy for the program: it may keep or change it.
    if (onWrite) return this.#asked(async () => onWrite(new Uint8Array(value), request));
  }

  keep(value: Uint8Array): void {
    this.#value = value;
  }

  /** Programs refuse without knowing their handle. */
  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw error instanceof AttError ? new AttError(error.errorCode, this.handle) : error;
    }
  }

  #checked(value: Uint8Array): Uint8Array {
    if (value.length <= this.maxLength) return value;
    throw new UsageError(
      `a value of ${value.length} bytes for ${this.type}, which was declared with ${this.maxLength} at most`,
    );
  }
}
