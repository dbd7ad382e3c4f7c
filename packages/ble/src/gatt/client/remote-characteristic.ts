// A characteristic of the peer. Core Spec v5.4, Vol 3, Part G, 3.3.

import {
  type CallOptions,
  NotFoundError,
  parseUuid,
  UsageError,
  type Uuid,
} from '../../core/index.ts';
import type {
  CharacteristicProperty,
  RemoteCharacteristic,
  RemoteDescriptor,
  SubscribeOptions,
  Subscription,
  WriteOptions,
} from '../../radio/index.ts';
import { AttributeType } from '../declarations.ts';
import type { CharacteristicRecord, DescriptorRecord } from './database-record.ts';
import { listed, reconcile, type Standing } from './reconcile.ts';
import type { RemoteDatabase } from './remote-database.ts';
import { ClientDescriptor } from './remote-descriptor.ts';
import type { ClientService } from './remote-service.ts';
import { SharedTask } from './shared-task.ts';
import { subscribe } from './subscribe.ts';
import { type ListenedCharacteristic, ValueListeners } from './value-listeners.ts';

/** A characteristic, wherever it moves to. */
export class ClientCharacteristic
  implements RemoteCharacteristic, ListenedCharacteristic, Standing<CharacteristicRecord>
{
  readonly uuid: Uuid;
  /** All who take its values. */
  readonly listeners: ValueListeners;
  readonly #database: RemoteDatabase;
  readonly #service: ClientService;
  readonly #discovery: SharedTask<void>;
  #record: CharacteristicRecord;
  #properties: ReadonlySet<CharacteristicProperty> = new Set();
  #descriptors: readonly ClientDescriptor[] = [];
  #hasDescriptors = false;
  #isCurrent = false;

  constructor(database: RemoteDatabase, service: ClientService, record: CharacteristicRecord) {
    this.uuid = record.uuid;
    this.listeners = new ValueListeners(database.link.att, this);
    this.#database = database;
    this.#service = service;
    this.#discovery = new SharedTask(database.link.clock, (patience) => this.#discover(patience));
    this.#record = record;
    this.adopt(record);
  }

  /** Whether its handles hold. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  get handle(): number {
    return this.#record.handle;
  }

  get valueHandle(): number {
    return this.#record.valueHandle;
  }

  get properties(): ReadonlySet<CharacteristicProperty> {
    return this.#properties;
  }

  async descriptors(options?: CallOptions): Promise<readonly ClientDescriptor[]> {
    if (!this.#isCurrent || !this.#hasDescriptors) await this.#discovery.run(options);
    return this.#descriptors;
  }

  async descriptor(uuid: Uuid, options?: CallOptions): Promise<RemoteDescriptor> {
    const wanted = parseUuid(uuid);
    const descriptors = await this.descriptors(options);
    const found = descriptors.find((one) => one.uuid === wanted);
    if (found) return found;
    throw new NotFoundError(
      `characteristic ${this.uuid} has no descriptor ${wanted}: ${listed(descriptors)}`,
    );
  }

  clientConfiguration(): Promise<RemoteDescriptor> {
    return this.descriptor(AttributeType.clientConfiguration);
  }

  read(options: CallOptions = {}): Promise<Uint8Array> {
    const { values } = this.#database.link;
    return this.#database.withHandles(
      this,
      (patience) => values.read(this.valueHandle, patience),
      options,
    );
  }

  async write(value: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const { values } = this.#database.link;
    const { isSigned = false, withoutResponse = isSigned || this.#takesCommandsOnly } = options;
    if (isSigned && !withoutResponse) {
      throw new UsageError('a signed write has no response: leave out withoutResponse');
    }
    await this.#database.withHandles(
      this,
      withoutResponse
        ? () => values.send(this.valueHandle, value, options)
        : (patience) => values.write(this.valueHandle, value, patience),
      options,
    );
  }

  subscribe(options: SubscribeOptions = {}): Promise<Subscription> {
    return subscribe(this, this.#database.link, options);
  }

  /** Whether it belongs to this client. */
  isOf(database: RemoteDatabase): boolean {
    return database === this.#database;
  }

  /** Finds out its handles, where they do not hold any more. */
  async locate(options: CallOptions): Promise<void> {
    if (this.#isCurrent) return;
    await this.#service.characteristics(options);
    if (!this.#isCurrent) {
      throw new NotFoundError(
        `characteristic ${this.uuid} is gone: the peer has changed its services`,
      );
    }
  }

  isAt({ handle }: CharacteristicRecord): boolean {
    return handle === this.handle;
  }

  adopt(record: CharacteristicRecord): void {
    this.#record = record;
    this.#properties = new Set(record.properties);
    this.#isCurrent = true;
    this.#hasDescriptors = false;
    if (record.descriptors) this.#adoptDescriptors(record.descriptors);
  }

  invalidate(): void {
    this.#isCurrent = false;
    this.#hasDescriptors = false;
    for (const descriptor of this.#descriptors) descriptor.invalidate();
  }

  get record(): CharacteristicRecord {
    const { descriptors: _, ...record } = this.#record;
    if (!this.#hasDescriptors) return record;
    return { ...record, descriptors: this.#descriptors.map((descriptor) => descriptor.record) };
  }

  get #takesCommandsOnly(): boolean {
    return !this.#properties.has('write') && this.#properties.has('writeWithoutResponse');
  }

  async #discover(patience: CallOptions): Promise<void> {
    await this.#database.settled(
      async () => {
        await this.locate(patience);
        return this.#database.link.discovery.descriptors(this.#record, patience);
      },
      (found) => this.#adoptDescriptors(found),
    );
  }

  #adoptDescriptors(records: readonly DescriptorRecord[]): void {
    this.#descriptors = reconcile(
      this.#descriptors,
      records,
      (record) => new ClientDescriptor(this.#database, this, record),
    );
    this.#hasDescriptors = true;
  }
}
