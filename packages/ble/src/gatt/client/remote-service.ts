// A service of the peer. Core Spec v5.4, Vol 3, Part G, 3.1 and 3.2.

import { AttError, type HandleRange } from '../../att/index.ts';
import { decode } from '../../codec/index.ts';
import {
  type CallOptions,
  DecodeError,
  NotFoundError,
  parseUuid,
  type Uuid,
} from '../../core/index.ts';
import type { CharacteristicProperty, RemoteService } from '../../radio/index.ts';
import { AttributeType, extendedProperties } from '../declarations.ts';
import type { CharacteristicRecord, ServiceRecord } from './database-record.ts';
import type { FoundCharacteristic } from './discovery.ts';
import { listed, reconcile, type Standing } from './reconcile.ts';
import { ClientCharacteristic } from './remote-characteristic.ts';
import type { RemoteDatabase } from './remote-database.ts';
import { SharedTask } from './shared-task.ts';

/** A service, wherever it moves to. */
export class ClientService implements RemoteService, Standing<ServiceRecord> {
  readonly uuid: Uuid;
  readonly isPrimary: boolean;
  readonly #database: RemoteDatabase;
  readonly #discovery: SharedTask<void>;
  readonly #inclusion: SharedTask<void>;
  #startHandle = 0;
  #endHandle = 0;
  #isCurrent = false;
  #characteristics: readonly ClientCharacteristic[] = [];
  #hasCharacteristics = false;
  #includes: readonly ServiceRecord[] | undefined;

  constructor(database: RemoteDatabase, record: ServiceRecord, isPrimary: boolean) {
    this.uuid = record.uuid;
    this.isPrimary = isPrimary;
    this.#database = database;
    const { clock } = database.link;
    this.#discovery = new SharedTask(clock, (patience) => this.#discover(patience));
    this.#inclusion = new SharedTask(clock, (patience) => this.#discoverIncludes(patience));
    this.adopt(record);
  }

  get startHandle(): number {
    return this.#startHandle;
  }

  get endHandle(): number {
    return this.#endHandle;
  }

  /** Whether its handles hold. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  async characteristics(options?: CallOptions): Promise<readonly ClientCharacteristic[]> {
    if (!this.#isCurrent || !this.#hasCharacteristics) await this.#discovery.run(options);
    return this.#characteristics;
  }

  async characteristic(uuid: Uuid, options?: CallOptions): Promise<ClientCharacteristic> {
    const wanted = parseUuid(uuid);
    const characteristics = await this.characteristics(options);
    const found = characteristics.find((one) => one.uuid === wanted);
    if (found) return found;
    throw new NotFoundError(
      `service ${this.uuid} has no characteristic ${wanted}: ${listed(characteristics)}`,
    );
  }

  async includedServices(options?: CallOptions): Promise<readonly ClientService[]> {
    if (!this.#isCurrent || !this.#includes) await this.#inclusion.run(options);
    return (this.#includes ?? []).map((record) => this.#database.included(record));
  }

  /** Finds out its handles, where they do not hold any more. */
  async locate(options: CallOptions): Promise<void> {
    if (this.#isCurrent) return;
    await this.#database.services(options);
    if (this.#isCurrent) return;
    throw new NotFoundError(
      this.isPrimary
        ? `service ${this.uuid} is gone: the peer has changed its services`
        : `the peer has changed its services: ask for included service ${this.uuid} again`,
    );
  }

  isAt({ startHandle, endHandle }: ServiceRecord): boolean {
    return startHandle === this.#startHandle && endHandle === this.#endHandle;
  }

  adopt(record: ServiceRecord): void {
    if (!this.isAt(record)) this.invalidate();
    this.#startHandle = record.startHandle;
    this.#endHandle = record.endHandle;
    this.#isCurrent = true;
    if (record.includes) this.#includes = record.includes;
    if (record.characteristics) this.#adoptCharacteristics(record.characteristics);
  }

  invalidate(): void {
    this.#isCurrent = false;
    this.#hasCharacteristics = false;
    this.#includes = undefined;
    for (const characteristic of this.#characteristics) characteristic.invalidate();
  }

  get record(): ServiceRecord {
    return {
      uuid: this.uuid,
      startHandle: this.#startHandle,
      endHandle: this.#endHandle,
      ...(this.#includes && { includes: this.#includes }),
      ...(this.#hasCharacteristics && {
        characteristics: this.#characteristics.map((characteristic) => characteristic.record),
      }),
    };
  }

  get #range(): HandleRange {
    return { startingHandle: this.#startHandle, endingHandle: this.#endHandle };
  }

  async #discover(patience: CallOptions): Promise<void> {
    await this.#database.settled(
      async () => {
        await this.locate(patience);
        return this.#findCharacteristics(patience);
      },
      (found) => this.#adoptCharacteristics(found),
    );
  }

  async #findCharacteristics(patience: CallOptions): Promise<readonly CharacteristicRecord[]> {
    const found = await this.#database.link.discovery.characteristics(this.#range, patience);
    const records: CharacteristicRecord[] = [];
    for (const one of found) records.push(await this.#recordOf(one, patience));
    return records;
  }

  async #recordOf(
    found: FoundCharacteristic,
    patience: CallOptions,
  ): Promise<CharacteristicRecord> {
    const { properties, ...record } = found;
    if (!properties.extendedProperties) return { ...record, properties: namesOf(properties) };
    const descriptors = await this.#database.link.discovery.descriptors(found, patience);
    const extended = descriptors.find(({ uuid }) => uuid === AttributeType.extendedProperties);
    const more = extended ? await this.#extendedAt(extended.handle, patience) : [];
    return { ...record, properties: [...namesOf(properties), ...more], descriptors };
  }

  /** None where the peer does not let us know. */
  async #extendedAt(
    handle: number,
    patience: CallOptions,
  ): Promise<readonly CharacteristicProperty[]> {
    try {
      const value = await this.#database.link.values.read(handle, patience);
      return namesOf(decode(extendedProperties, value));
    } catch (error) {
      if (error instanceof AttError || error instanceof DecodeError) return [];
      throw error;
    }
  }

  #adoptCharacteristics(records: readonly CharacteristicRecord[]): void {
    this.#characteristics = reconcile(
      this.#characteristics,
      records,
      (record) => new ClientCharacteristic(this.#database, this, record),
    );
    this.#hasCharacteristics = true;
  }

  async #discoverIncludes(patience: CallOptions): Promise<void> {
    // Which services are primary ones has to be known, to tell the others.
    await this.#database.services(patience);
    await this.#database.settled(
      async () => {
        await this.locate(patience);
        return this.#database.link.discovery.includedServices(this.#range, patience);
      },
      (found) => {
        this.#includes = found;
      },
    );
  }
}

/** The names of the bits that are set. */
function namesOf(
  properties: Readonly<Partial<Record<CharacteristicProperty, boolean>>>,
): readonly CharacteristicProperty[] {
  // The cast holds since the names of the bits are those of the properties; the one bit that says
  // that there are more is taken out.
  const names = Object.keys(properties) as (CharacteristicProperty | 'extendedProperties')[];
  return names.filter(
    (name): name is CharacteristicProperty =>
      name !== 'extendedProperties' && properties[name] === true,
  );
}
