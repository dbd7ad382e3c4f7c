// A descriptor of the peer. Core Spec v5.4, Vol 3, Part G, 3.3.3.

import { type CallOptions, NotFoundError, type Uuid } from '../../core/index.ts';
import type { RemoteDescriptor } from '../../radio/index.ts';
import type { DescriptorRecord } from './database-record.ts';
import type { Standing } from './reconcile.ts';
import type { ClientCharacteristic } from './remote-characteristic.ts';
import type { RemoteDatabase } from './remote-database.ts';

/** A descriptor, wherever it moves to. */
export class ClientDescriptor implements RemoteDescriptor, Standing<DescriptorRecord> {
  readonly uuid: Uuid;
  readonly #database: RemoteDatabase;
  readonly #characteristic: ClientCharacteristic;
  #handle: number;
  #isCurrent = true;

  constructor(
    database: RemoteDatabase,
    characteristic: ClientCharacteristic,
    { uuid, handle }: DescriptorRecord,
  ) {
    this.uuid = uuid;
    this.#database = database;
    this.#characteristic = characteristic;
    this.#handle = handle;
  }

  get handle(): number {
    return this.#handle;
  }

  read(options: CallOptions = {}): Promise<Uint8Array> {
    const { values } = this.#database.link;
    return this.#database.withHandles(
      this,
      (patience) => values.read(this.handle, patience),
      options,
    );
  }

  write(value: Uint8Array, options: CallOptions = {}): Promise<void> {
    const { values } = this.#database.link;
    return this.#database.withHandles(
      this,
      (patience) => values.write(this.handle, value, patience),
      options,
    );
  }

  /** Finds out its handle, where that does not hold any more. */
  async locate(options: CallOptions): Promise<void> {
    if (this.#isCurrent) return;
    await this.#characteristic.descriptors(options);
    if (!this.#isCurrent) {
      throw new NotFoundError(`descriptor ${this.uuid} is gone: the peer has changed its services`);
    }
  }

  isAt({ handle }: DescriptorRecord): boolean {
    return handle === this.#handle;
  }

  adopt({ handle }: DescriptorRecord): void {
    this.#handle = handle;
    this.#isCurrent = true;
  }

  invalidate(): void {
    this.#isCurrent = false;
  }

  get record(): DescriptorRecord {
    return { uuid: this.uuid, handle: this.#handle };
  }
}
