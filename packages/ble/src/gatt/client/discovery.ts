// What a server holds, asked for part by part. Core Spec v5.4, Vol 3, Part G, 4.4 to 4.7.

import { type AttClient, AttError, AttErrorCode, type HandleRange } from '../../att/index.ts';
import { decode, encode, type Field, type Infer } from '../../codec/index.ts';
import {
  type CallOptions,
  DecodeError,
  hex16,
  type Log,
  Tally,
  toHex,
  type Uuid,
} from '../../core/index.ts';
import {
  AttributeType,
  characteristicDeclaration,
  GenericAttribute,
  includeDeclaration,
  serviceDeclaration,
} from '../declarations.ts';
import { GattError, type GattViolation } from './gatt-error.ts';

/** Every handle there can be. */
export const ALL_HANDLES: HandleRange = { startingHandle: 0x0001, endingHandle: 0xffff };

/** Ten times as many as a rich device has. */
const MAX_ITEMS = 1000;

/** A service as its declaration has it. */
export interface FoundService {
  readonly uuid: Uuid;
  readonly startHandle: number;
  readonly endHandle: number;
}

/** A characteristic as its declaration has it. */
export interface FoundCharacteristic {
  readonly uuid: Uuid;
  readonly handle: number;
  readonly valueHandle: number;
  /** The last handle that its descriptors can have. */
  readonly endHandle: number;
  readonly properties: Infer<typeof characteristicDeclaration>['properties'];
}

/** A descriptor, or any attribute. */
export interface FoundAttribute {
  readonly uuid: Uuid;
  readonly handle: number;
}

/** The procedures of discovery. What breaks the rules is counted, and rejects with `GattError`. */
export class Discovery {
  readonly #att: AttClient;
  readonly #violations: Tally<GattViolation>;

  constructor(att: AttClient, log: Log) {
    this.#att = att;
    this.#violations = new Tally({ code: 'GATT_CLIENT', log });
  }

  /** What the server did against the rules, by name. */
  get violations(): Tally<GattViolation>['counts'] {
    return this.#violations.counts;
  }

  /** All primary services. 4.4.1 */
  async primaryServices(options: CallOptions): Promise<readonly FoundService[]> {
    const groups = await this.#walk(
      ALL_HANDLES,
      (range) => this.#att.readByGroupType(range, AttributeType.primaryService, options),
      ({ endGroupHandle }) => endGroupHandle,
    );
    return groups.map(({ attributeHandle, endGroupHandle, attributeValue }) => ({
      uuid: this.#declared(serviceDeclaration, attributeValue, attributeHandle),
      startHandle: attributeHandle,
      endHandle: endGroupHandle,
    }));
  }

  /** The primary services of a UUID, those that one answer tells of: the first one is among them. 4.4.2 */
  async firstServicesOf(uuid: Uuid, options: CallOptions): Promise<readonly FoundService[]> {
    const value = encode(serviceDeclaration, uuid);
    const found = await noneWhenNotFound(
      this.#att.findByTypeValue(ALL_HANDLES, AttributeType.primaryService, value, options),
    );
    return found.map(({ foundAttributeHandle, groupEndHandle }) => ({
      uuid,
      startHandle: foundAttributeHandle,
      endHandle: groupEndHandle,
    }));
  }

  /** The services that a service includes. Long UUIDs are read one by one. 4.5.1 */
  async includedServices(
    service: HandleRange,
    options: CallOptions,
  ): Promise<readonly FoundService[]> {
    const declarations = await this.attributesOfType(service, AttributeType.include, options);
    const found: FoundService[] = [];
    for (const { attributeHandle, attributeValue } of declarations) {
      const included = this.#declared(includeDeclaration, attributeValue, attributeHandle);
      const { startHandle, endHandle } = included;
      if (startHandle === 0 || endHandle < startHandle) {
        throw this.fault(
          'misplacedHandle',
          `the include at ${hex16(attributeHandle)} reaches from ${hex16(startHandle)} to ${hex16(endHandle)}`,
        );
      }
      const uuid = included.uuid ?? (await this.#longUuidAt(startHandle, options));
      found.push({ uuid, startHandle, endHandle });
    }
    return found;
  }

  /** The characteristics of a service. 4.6.1 */
  async characteristics(
    service: HandleRange,
    options: CallOptions,
  ): Promise<readonly FoundCharacteristic[]> {
    const declarations = await this.attributesOfType(
      service,
      AttributeType.characteristic,
      options,
    );
    return declarations.map(({ attributeHandle: handle, attributeValue }, place) => {
      const declared = this.#declared(characteristicDeclaration, attributeValue, handle);
      const next = declarations[place + 1];
      const endHandle = next ? next.attributeHandle - 1 : service.endingHandle;
      if (declared.valueHandle <= handle || declared.valueHandle > endHandle) {
        throw this.fault(
          'misplacedHandle',
          `the characteristic at ${hex16(handle)} ends at ${hex16(endHandle)}, and its value is at ${hex16(declared.valueHandle)}`,
        );
      }
      return { handle, endHandle, ...declared };
    });
  }

  /** The descriptors of a characteristic. 4.7.1 */
  descriptors(
    { valueHandle, endHandle }: Pick<FoundCharacteristic, 'valueHandle' | 'endHandle'>,
    options: CallOptions,
  ): Promise<readonly FoundAttribute[]> {
    return this.#walk(
      { startingHandle: valueHandle + 1, endingHandle: endHandle },
      (part) => this.#att.findInformation(part, options),
      ({ handle }) => handle,
    );
  }

  /** All attributes of a type with their values, which may be cut. 4.8.2 */
  attributesOfType(range: HandleRange, type: Uuid, options: CallOptions) {
    return this.#walk(
      range,
      (part) => this.#att.readByType(part, type, options),
      ({ attributeHandle }) => attributeHandle,
    );
  }

  /** The Database Hash, 32 hex digits; `undefined` where the server has none for us. 7.3 */
  async databaseHash(options: CallOptions): Promise<string | undefined> {
    try {
      const [found] = await this.#att.readByType(
        ALL_HANDLES,
        GenericAttribute.databaseHash,
        options,
      );
      return found && toHex(found.attributeValue);
    } catch (error) {
      if (error instanceof AttError) return undefined;
      throw error;
    }
  }

  /** Counts a violation, and makes an error of it. */
  fault(violation: GattViolation, message: string, options?: ErrorOptions): GattError {
    this.#violations.add(violation, message);
    return new GattError(violation, message, options);
  }

  /** Asks until there is no more. That handles ascend was seen to by ATT: no part comes twice. */
  async #walk<T>(
    range: HandleRange,
    ask: (part: HandleRange) => Promise<readonly T[]>,
    lastHandleOf: (item: T) => number,
  ): Promise<readonly T[]> {
    const items: T[] = [];
    const { endingHandle } = range;
    let { startingHandle } = range;
    while (startingHandle <= endingHandle) {
      const part = await noneWhenNotFound(ask({ startingHandle, endingHandle }));
      const last = part.at(-1);
      if (last === undefined) break;
      items.push(...part);
      if (items.length > MAX_ITEMS) {
        throw this.fault('endlessList', `more than ${MAX_ITEMS} in a list of the server`);
      }
      startingHandle = lastHandleOf(last) + 1;
    }
    return items;
  }

  /** An include declaration has no room for a long UUID: the service itself tells it. */
  async #longUuidAt(handle: number, options: CallOptions): Promise<Uuid> {
    const value = await this.#att.read(handle, options);
    return this.#declared(serviceDeclaration, value, handle);
  }

  #declared<T>(declaration: Field<T>, value: Uint8Array, handle: number): T {
    try {
      return decode(declaration, value);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw this.fault(
        'malformedDeclaration',
        `the declaration at ${hex16(handle)} is ${toHex(value)}: ${error.message}`,
        { cause: error },
      );
    }
  }
}

/** What was found; nothing when the server says that there is nothing. */
async function noneWhenNotFound<T>(asking: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof AttError && error.errorCode === AttErrorCode.attributeNotFound) return [];
    throw error;
  }
}
