// The client: one method for each request and command. Core Spec v5.4, Vol 3, Part F, 3.4.

import {
  type BleError,
  type CallOptions,
  type Clock,
  type Counts,
  UsageError,
  type Uuid,
  waitFor,
} from '../core/index.ts';
import { AttError } from './att-error.ts';
import { type Bearer, DEFAULT_MTU, MAX_MTU } from './bearer.ts';
import {
  type AttClientOptions,
  type AttListener,
  ClientChannel,
  type ClientViolation,
} from './client-channel.ts';
import { AttErrorCode } from './error-code.ts';
import type { RequestKind, RequestOf, ResponseTo } from './exchange.ts';

/** A range of handles, both ends included. */
export interface HandleRange {
  readonly startingHandle: number;
  readonly endingHandle: number;
}

/**
 * The client on a bearer.
 *
 * Requests wait for each other; commands and confirmations do not. All requests reject with
 * `AttError` when the server answers with an error, `DecodeError` when its answer is broken,
 * `TimeoutError` when there is none, `UsageError` when they are longer than ATT_MTU, and with the
 * reason of the close once the bearer is closed.
 */
export class AttClient {
  readonly #bearer: Bearer;
  readonly #clock: Clock;
  readonly #channel: ClientChannel;
  #mtuExchange: Promise<number> | undefined;

  constructor(bearer: Bearer, options: AttClientOptions) {
    this.#bearer = bearer;
    this.#clock = options.clock;
    this.#channel = new ClientChannel(bearer, options);
  }

  /** What the server did against the rules, by name. */
  get violations(): Counts<ClientViolation> {
    return this.#channel.violations.counts;
  }

  /** Why the bearer is of no more use; `undefined` while it is. */
  get closed(): BleError | undefined {
    return this.#channel.closed;
  }

  /** The most bytes of one PDU, either way. */
  get mtu(): number {
    return this.#bearer.mtu;
  }

  /** Has what comes without having been asked for taken by this listener alone, from now on. */
  listen(listener: AttListener): void {
    this.#channel.listener = listener;
  }

  /**
   * Agrees on ATT_MTU, and gives it. Asks once, as 3.4.2.1 demands: later calls give what was agreed.
   * A server that knows no such request leaves it at 23.
   *
   * @param clientRxMtu the most we take, 23 to 517; the same as of our own server.
   * @throws {UsageError} an MTU out of that range.
   */
  async exchangeMtu(clientRxMtu = MAX_MTU, options?: CallOptions): Promise<number> {
    if (this.#bearer.isEnhanced) return this.#bearer.mtu;
    if (!(clientRxMtu >= DEFAULT_MTU && clientRxMtu <= MAX_MTU)) {
      throw new UsageError(`ATT_MTU is ${DEFAULT_MTU} to ${MAX_MTU}, not ${clientRxMtu}`);
    }
    options?.signal?.throwIfAborted();
    this.#mtuExchange ??= this.#exchangeMtu(clientRxMtu);
    return waitFor(this.#mtuExchange, this.#clock, options);
  }

  /** Handles and types of the attributes in a range, as many as fit. 3.4.3.1 */
  async findInformation(range: HandleRange, options?: CallOptions) {
    const request = { kind: 'findInformationRequest', ...range } as const;
    return (await this.request(request, options)).informationData;
  }

  /** Where attributes of a type with this value begin and their groups end, as many as fit. 3.4.3.3 */
  async findByTypeValue(
    range: HandleRange,
    attributeType: Uuid,
    attributeValue: Uint8Array,
    options?: CallOptions,
  ) {
    const kind = 'findByTypeValueRequest';
    const request = { kind, ...range, attributeType, attributeValue } as const;
    return (await this.request(request, options)).handlesInformationList;
  }

  /** Attributes of a type with their values, as many as fit and are equally long. 3.4.4.1 */
  async readByType(range: HandleRange, attributeType: Uuid, options?: CallOptions) {
    const request = { kind: 'readByTypeRequest', ...range, attributeType } as const;
    return (await this.request(request, options)).attributeDataList;
  }

  /** Groups of a type with their values, as many as fit and are equally long. 3.4.4.9 */
  async readByGroupType(range: HandleRange, attributeGroupType: Uuid, options?: CallOptions) {
    const request = { kind: 'readByGroupTypeRequest', ...range, attributeGroupType } as const;
    return (await this.request(request, options)).attributeDataList;
  }

  /** The beginning of a value: a full answer, ATT_MTU - 1 bytes, may have more behind it. 3.4.4.3 */
  async read(attributeHandle: number, options?: CallOptions): Promise<Uint8Array> {
    const answer = await this.request({ kind: 'readRequest', attributeHandle }, options);
    return ownCopy(answer.attributeValue);
  }

  /** A value from an offset on, at most ATT_MTU - 1 bytes. 3.4.4.5 */
  async readBlob(
    attributeHandle: number,
    valueOffset: number,
    options?: CallOptions,
  ): Promise<Uint8Array> {
    const request = { kind: 'readBlobRequest', attributeHandle, valueOffset } as const;
    return ownCopy((await this.request(request, options)).partAttributeValue);
  }

  /** Several values, joined without a mark between them, cut at ATT_MTU - 1 bytes. 3.4.4.7 */
  async readMultiple(setOfHandles: readonly number[], options?: CallOptions): Promise<Uint8Array> {
    const answer = await this.request({ kind: 'readMultipleRequest', setOfHandles }, options);
    return ownCopy(answer.setOfValues);
  }

  /** Several values with their true lengths; the last may be cut, others missing behind it. 3.4.4.11 */
  async readMultipleVariable(setOfHandles: readonly number[], options?: CallOptions) {
    const request = { kind: 'readMultipleVariableRequest', setOfHandles } as const;
    const { lengthValueTupleList } = await this.request(request, options);
    return lengthValueTupleList.map(({ valueLength, value }) => ({
      valueLength,
      value: ownCopy(value),
    }));
  }

  /** Writes a value of at most ATT_MTU - 3 bytes; resolves when the server has it. 3.4.5.1 */
  async write(
    attributeHandle: number,
    attributeValue: Uint8Array,
    options?: CallOptions,
  ): Promise<void> {
    await this.request({ kind: 'writeRequest', attributeHandle, attributeValue }, options);
  }

  /** Puts a part of a value, at most ATT_MTU - 5 bytes, in the server's queue. 3.4.6.1 */
  async prepareWrite(
    attributeHandle: number,
    valueOffset: number,
    partAttributeValue: Uint8Array,
    options?: CallOptions,
  ): Promise<void> {
    const kind = 'prepareWriteRequest';
    await this.request({ kind, attributeHandle, valueOffset, partAttributeValue }, options);
  }

  /** Writes all that stands in the server's queue, or throws it away. 3.4.6.3 */
  async executeWrite(flags: 'cancel' | 'write', options?: CallOptions): Promise<void> {
    await this.request({ kind: 'executeWriteRequest', flags }, options);
  }

  /**
   * Writes without an answer, past all requests that wait; at most ATT_MTU - 3 bytes. 3.4.5.3
   *
   * @returns once the bearer has room for more: await it to send as fast as the air, and no faster.
   */
  async writeCommand(attributeHandle: number, attributeValue: Uint8Array): Promise<void> {
    await this.#channel.command({ kind: 'writeCommand', attributeHandle, attributeValue });
  }

  /** Writes without an answer, signed by the caller with twelve bytes. 3.4.5.4 */
  async signedWriteCommand(
    attributeHandle: number,
    attributeValue: Uint8Array,
    authenticationSignature: Uint8Array,
  ): Promise<void> {
    const kind = 'signedWriteCommand';
    await this.#channel.command({ kind, attributeHandle, attributeValue, authenticationSignature });
  }

  /** Sends any request, and gives its response: what the methods above are made of. */
  async request<Kind extends RequestKind>(
    request: RequestOf<Kind>,
    options?: CallOptions,
  ): Promise<ResponseTo<Kind>> {
    const answer = await this.#channel.request(request, options);
    // The cast holds since only the opcode that answers the request finishes it.
    return answer as ResponseTo<Kind>;
  }

  async #exchangeMtu(clientRxMtu: number): Promise<number> {
    try {
      await this.request({ kind: 'exchangeMtuRequest', clientRxMtu });
    } catch (error) {
      const isUnknown =
        error instanceof AttError && error.errorCode === AttErrorCode.requestNotSupported;
      if (!isUnknown) throw error;
    }
    return this.#bearer.mtu;
  }
}

/** Bytes that hold no more of the PDU than the value. */
function ownCopy(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
