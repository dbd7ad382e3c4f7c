// The server: answers requests, carries out commands, notifies and indicates.
// Core Spec v5.4, Vol 3, Part F, 3.3 and 3.4.7.

import { encode, Reader } from '../codec/index.ts';
import {
  type BleError,
  type CallOptions,
  type Clock,
  type Counts,
  hex8,
  type Log,
  silentLog,
  Tally,
  UsageError,
} from '../core/index.ts';
import type { AttributeStore } from './attribute-store.ts';
import { type Bearer, DEFAULT_MTU, MAX_MTU, sendPatiently } from './bearer.ts';
import type { HandleValue } from './client-channel.ts';
import { isForClient } from './exchange.ts';
import { type AttPdu, attPdu, handleValueConfirmation } from './pdu.ts';
import { PrepareQueue } from './prepare-queue.ts';
import { RequestDesk, type ServerViolation, type SignedWrite } from './request-desk.ts';
import { Transactions } from './transactions.ts';

/** What a server needs besides its bearer and its attributes. */
export interface AttServerOptions {
  readonly clock: Clock;
  /** Default: says nothing. The first violation of each name is logged, and what the store throws. */
  readonly log?: Log;
  /** The most we take in one PDU, 23 to 517, the same as of our own client. Default 517. */
  readonly serverRxMtu?: number;
  /** How many prepared writes are kept. Default 64: two values of 512 bytes at ATT_MTU 23. */
  readonly maxPreparedWrites?: number;
  /** How many PDUs may wait for a slow store. Default 1024; more are dropped, and counted. */
  readonly maxWaiting?: number;
  /** Checks the signature of a signed write. Default: no signature is good. */
  readonly isSigned?: (write: SignedWrite) => boolean | Promise<boolean>;
  /** Called as soon as the client confirms an indication, before what it sends next is looked at. */
  readonly onConfirmation?: (attributeHandle: number) => void;
}

/** The opcode and the handle in front of a value that is notified or indicated. */
const VALUE_HEAD_SIZE = 3;

/** The server on a bearer. */
export class AttServer {
  readonly #bearer: Bearer;
  readonly #desk: RequestDesk;
  readonly #indications: Transactions<HandleValue, void>;
  readonly #violations: Tally<ServerViolation>;
  readonly #onConfirmation: AttServerOptions['onConfirmation'];
  /** What the response that is sent next agrees to. */
  #agreedMtu: number | undefined;

  /** @throws {UsageError} a `serverRxMtu` that is not 23 to 517. */
  constructor(bearer: Bearer, store: AttributeStore, options: AttServerOptions) {
    const { clock, log = silentLog, serverRxMtu = MAX_MTU } = options;
    if (!(serverRxMtu >= DEFAULT_MTU && serverRxMtu <= MAX_MTU)) {
      throw new UsageError(`ATT_MTU is ${DEFAULT_MTU} to ${MAX_MTU}, not ${serverRxMtu}`);
    }
    this.#bearer = bearer;
    this.#onConfirmation = options.onConfirmation;
    this.#violations = new Tally({ code: 'ATT_SERVER', log });
    this.#desk = new RequestDesk({
      context: {
        store,
        queue: new PrepareQueue(options.maxPreparedWrites ?? 64),
        rxMtu: serverRxMtu,
        isEnhanced: bearer.isEnhanced ?? false,
        get mtu() {
          return bearer.mtu;
        },
        agreeOnMtu: (mtu) => {
          this.#agreedMtu = mtu;
        },
      },
      violations: this.#violations,
      log,
      maxWaiting: options.maxWaiting ?? 1024,
      isSigned: options.isSigned ?? (() => false),
      send: (response) => this.#respond(response),
    });
    this.#indications = new Transactions({
      clock,
      send: (value) =>
        void this.#sendPatiently({ kind: 'handleValueIndication', ...this.#cut(value) }),
      onTimeout: (reason) => {
        this.#desk.close();
        bearer.abandon?.(reason);
      },
    });
    bearer.onReceive = (bytes) => this.#receive(bytes);
    bearer.onClose = (reason) => {
      this.#desk.close();
      this.#indications.close(reason);
    };
  }

  /** What the client did against the rules, by name. */
  get violations(): Counts<ServerViolation> {
    return this.#violations.counts;
  }

  /** Why the bearer is of no more use; `undefined` while it is. */
  get closed(): BleError | undefined {
    return this.#indications.closed;
  }

  /** The most bytes of a value that fit in a notification or an indication; what is longer is cut. */
  get maxValueLength(): number {
    return this.#bearer.mtu - VALUE_HEAD_SIZE;
  }

  /**
   * Sends a value that the client does not confirm. 3.4.7.1
   *
   * @returns once the bearer has room for more: await it to send as fast as the air, and no faster.
   * @throws {BleError} the bearer is closed; the reason of that.
   */
  async notify(attributeHandle: number, attributeValue: Uint8Array): Promise<void> {
    const value = this.#cut({ attributeHandle, attributeValue });
    await this.#send({ kind: 'handleValueNotification', ...value });
  }

  /**
   * Sends several values in one PDU; nothing is cut. For clients that say they take it. 3.4.7.4
   *
   * @throws {UsageError} they do not fit in ATT_MTU.
   */
  async notifyMultiple(values: readonly HandleValue[]): Promise<void> {
    const pdu = {
      kind: 'multipleHandleValueNotification',
      handleLengthValueTupleList: values,
    } as const;
    const { length } = encode(attPdu, pdu);
    const { mtu } = this.#bearer;
    if (length > mtu) {
      throw new UsageError(`values that take ${length} bytes, where ATT_MTU is ${mtu}: send fewer`);
    }
    await this.#send(pdu);
  }

  /**
   * Sends a value when those before it were confirmed; resolves when the client confirms it. 3.4.7.2
   *
   * @throws {TimeoutError} it did not within `timeoutMs`, or within 30 s: then the bearer is of no use.
   * @throws {BleError} the bearer was closed; the reason of that.
   */
  indicate(
    attributeHandle: number,
    attributeValue: Uint8Array,
    options?: CallOptions,
  ): Promise<void> {
    const own = new Uint8Array(attributeValue);
    return this.#indications.run({ attributeHandle, attributeValue: own }, options);
  }

  #receive(bytes: Uint8Array): void {
    if (this.closed) return;
    if (bytes.length === 0) {
      this.#violations.add('malformedPdu', 'a PDU without bytes');
      return;
    }
    const opcode = new Reader(bytes).u8();
    if (isForClient(opcode)) this.#violations.add('unexpectedPdu', hex8(opcode));
    else if (opcode === handleValueConfirmation.opcode) this.#confirm(bytes);
    else this.#desk.take(bytes);
  }

  /** Past all that waits: the client may confirm while its request is being answered. */
  #confirm(bytes: Uint8Array): void {
    const { current } = this.#indications;
    if (bytes.length > 1) this.#violations.add('malformedPdu', 'a confirmation with data');
    else if (!current) this.#violations.add('unexpectedConfirmation');
    else {
      this.#onConfirmation?.(current.attributeHandle);
      this.#indications.finish();
    }
  }

  /** The response to an exchange is the last PDU under the old MTU. 3.4.2.2 */
  #respond(response: AttPdu): void | Promise<void> {
    const sending = this.#sendPatiently(response);
    this.#bearer.mtu = this.#agreedMtu ?? this.#bearer.mtu;
    this.#agreedMtu = undefined;
    return sending;
  }

  #cut({ attributeHandle, attributeValue }: HandleValue): HandleValue {
    return { attributeHandle, attributeValue: attributeValue.subarray(0, this.maxValueLength) };
  }

  async #send(pdu: AttPdu): Promise<void> {
    if (this.closed) throw this.closed;
    await this.#bearer.send(encode(attPdu, pdu));
  }

  /** Sends, and waits for room; never rejects: where the bearer has closed, `onClose` tells why. */
  #sendPatiently(pdu: AttPdu): void | Promise<void> {
    return sendPatiently(this.#bearer, encode(attPdu, pdu));
  }
}
