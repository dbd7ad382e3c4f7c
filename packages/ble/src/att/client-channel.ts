// What a client does with its bearer: sends requests one at a time, and sorts what comes.
// Core Spec v5.4, Vol 3, Part F, 3.3 and 3.4.7.

import { decode, encode, Reader } from '../codec/index.ts';
import {
  type BleError,
  type CallOptions,
  type Clock,
  DecodeError,
  hex8,
  type Log,
  silentLog,
  Tally,
  UsageError,
} from '../core/index.ts';
import { answerFault } from './answer-rules.ts';
import { AttError } from './att-error.ts';
import { type Bearer, DEFAULT_MTU, sendPatiently } from './bearer.ts';
import { type Request, type Response, responseOpcodeFor } from './exchange.ts';
import { type AttPdu, attPdu, errorResponse, opcodeOf, type PduOf } from './pdu.ts';
import { Transactions } from './transactions.ts';

/** A value that the server sent of itself; the bytes are the receiver's own. */
export interface HandleValue {
  readonly attributeHandle: number;
  readonly attributeValue: Uint8Array;
}

/** Who takes what comes without having been asked for. */
export interface AttListener {
  /**
   * Takes each notification, in the order of the air; one PDU may bring several. What it throws is
   * logged, and stops nothing; the same holds for `onIndication`.
   */
  readonly onNotification?: (notification: HandleValue) => void;
  /** Takes each indication. It is confirmed on return, or once the promise settles. */
  readonly onIndication?: (indication: HandleValue) => void | Promise<void>;
  /** Called once when the bearer is of no more use, with the reason; nothing comes after it. */
  readonly onClose?: (reason: BleError) => void;
}

/** What a client needs besides its bearer. */
export interface AttClientOptions extends AttListener {
  readonly clock: Clock;
  /** Default: says nothing. The first violation of each name is logged. */
  readonly log?: Log;
}

/** What a server must not do. */
export type ClientViolation =
  /** A PDU that breaks its format, or that is not for clients. */
  | 'malformedPdu'
  /** A PDU longer than ATT_MTU. */
  | 'oversizedPdu'
  /** A response or an error to what was not asked. */
  | 'unexpectedResponse'
  /** A response that contradicts its request, such as handles out of order. */
  | 'impossibleResponse'
  /** An indication before the one before it was confirmed. It is dropped. */
  | 'earlyIndication';

/** A request and what is sent of it. */
interface Sending {
  readonly request: Request;
  readonly bytes: Uint8Array;
}

/** Confirmations that may wait for room: servers that keep the rules never have two. */
const MAX_CONFIRMATIONS_WAITING = 16;

/** The client's end of a bearer. */
export class ClientChannel {
  readonly violations: Tally<ClientViolation>;
  /** Whoever wants to take what comes may take this place. */
  listener: AttListener;
  readonly #bearer: Bearer;
  readonly #log: Log;
  readonly #requests: Transactions<Sending, Response>;
  #isConfirming = false;
  #confirmationsWaiting = 0;

  constructor(bearer: Bearer, options: AttClientOptions) {
    this.violations = new Tally({ code: 'ATT_CLIENT', ...options });
    this.listener = options;
    this.#bearer = bearer;
    this.#log = options.log ?? silentLog;
    this.#requests = new Transactions({
      clock: options.clock,
      send: ({ bytes }) => {
        this.#checkSize(bytes);
        void this.#sendPatiently(bytes);
      },
      onTimeout: (reason) => {
        this.#tellOfClose(reason);
        bearer.abandon?.(reason);
      },
    });
    bearer.onReceive = (bytes) => this.#receive(bytes);
    bearer.onClose = (reason) => this.#close(reason);
  }

  /** Why the bearer is of no more use; `undefined` while it is. */
  get closed(): BleError | undefined {
    return this.#requests.closed;
  }

  /** Sends a request when its turn comes, and gives the response. */
  request(request: Request, options?: CallOptions): Promise<Response> {
    // Encoded now: the caller may use the bytes of a value again while the request waits.
    return this.#requests.run({ request, bytes: encode(attPdu, request) }, options);
  }

  /** Sends a command at once; resolves when there is room for more. */
  async command(command: PduOf<'writeCommand' | 'signedWriteCommand'>): Promise<void> {
    if (this.closed) throw this.closed;
    const bytes = encode(attPdu, command);
    this.#checkSize(bytes);
    await this.#bearer.send(bytes);
  }

  #close(reason: BleError): void {
    if (this.closed) return;
    this.#requests.close(reason);
    this.#tellOfClose(reason);
  }

  #tellOfClose(reason: BleError): void {
    try {
      this.listener.onClose?.(reason);
    } catch (error) {
      this.#blame('onClose', error);
    }
  }

  #checkSize({ length }: Uint8Array): void {
    const { mtu } = this.#bearer;
    if (length <= mtu) return;
    throw new UsageError(
      `a PDU of ${length} bytes, where ATT_MTU is ${mtu}: send less at a time, or exchange a larger MTU first`,
    );
  }

  /** Sends, and waits for room; never rejects: where the bearer has closed, `onClose` tells why. */
  #sendPatiently(bytes: Uint8Array): void | Promise<void> {
    return sendPatiently(this.#bearer, bytes);
  }

  #receive(bytes: Uint8Array): void {
    if (this.closed) return;
    const { mtu } = this.#bearer;
    try {
      if (bytes.length > mtu) {
        throw this.#fault('oversizedPdu', `${bytes.length} bytes, where ATT_MTU is ${mtu}`, mtu);
      }
      this.#dispatch(this.#decode(bytes));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      if (this.#isAnswer(bytes)) this.#requests.fail(error);
    }
  }

  #decode(bytes: Uint8Array): AttPdu {
    try {
      return decode(attPdu, bytes);
    } catch (error) {
      if (error instanceof DecodeError) this.violations.add('malformedPdu', error.message);
      throw error;
    }
  }

  #fault(name: ClientViolation, problem: string, offset = 0): DecodeError {
    this.violations.add(name, problem);
    return new DecodeError(problem, offset);
  }

  /** Whether a broken PDU was meant to end the current transaction. */
  #isAnswer(bytes: Uint8Array): boolean {
    const { current } = this.#requests;
    if (!current || bytes.length === 0) return false;
    const opcode = new Reader(bytes).u8();
    return opcode === responseOpcodeFor(current.request.kind) || opcode === errorResponse.opcode;
  }

  #dispatch(pdu: AttPdu): void {
    if (pdu.kind === 'handleValueNotification') this.#notify(pdu);
    else if (pdu.kind === 'multipleHandleValueNotification') {
      for (const one of pdu.handleLengthValueTupleList) this.#notify(one);
    } else if (pdu.kind === 'handleValueIndication') void this.#indicate(pdu);
    else if (pdu.kind === 'errorResponse') this.#refuse(pdu);
    else this.#answer(pdu);
  }

  #notify(value: HandleValue): void {
    try {
      this.listener.onNotification?.(ownValue(value));
    } catch (error) {
      this.#blame('onNotification', error);
    }
  }

  async #indicate(value: HandleValue): Promise<void> {
    if (this.#isConfirming || this.#confirmationsWaiting >= MAX_CONFIRMATIONS_WAITING) {
      this.violations.add('earlyIndication');
      return;
    }
    this.#isConfirming = true;
    try {
      await this.listener.onIndication?.(ownValue(value));
    } catch (error) {
      this.#blame('onIndication', error);
    }
    // Confirming until it is out: else a flood of indications would fill the way out.
    if (!this.closed)
      await this.#sendPatiently(encode(attPdu, { kind: 'handleValueConfirmation' }));
    this.#isConfirming = false;
  }

  #blame(callback: string, error: unknown): void {
    this.#log.error('ATT_LISTENER', `${callback} threw: ${String(error)}`, { error });
  }

  #refuse(error: PduOf<'errorResponse'>): void {
    const { current } = this.#requests;
    if (!current || opcodeOf(current.request) !== error.requestOpcodeInError) {
      this.violations.add(
        'unexpectedResponse',
        `an error to ${hex8(error.requestOpcodeInError)}, which was not asked`,
      );
      return;
    }
    this.#requests.fail(new AttError(error.errorCode, error.attributeHandleInError));
  }

  #answer(pdu: AttPdu): void {
    const { current } = this.#requests;
    const opcode = opcodeOf(pdu);
    if (!current || opcode !== responseOpcodeFor(current.request.kind)) {
      this.violations.add(
        'unexpectedResponse',
        `${pdu.kind} (${hex8(opcode)}), which was not asked`,
      );
      return;
    }
    // The cast holds since the opcode is that of a response.
    const response = pdu as Response;
    const fault = answerFault(current.request, response);
    if (fault !== undefined) throw this.#fault('impossibleResponse', fault);
    this.#agreeOnMtu(current.request, response);
    this.#requests.finish(response);
  }

  /** Done here, where it counts though the caller may have stopped waiting. 3.4.2.2 */
  #agreeOnMtu(request: Request, response: Response): void {
    if (request.kind !== 'exchangeMtuRequest' || response.kind !== 'exchangeMtuResponse') return;
    const agreed = Math.min(request.clientRxMtu, response.serverRxMtu);
    this.#bearer.mtu = Math.max(DEFAULT_MTU, agreed);
  }
}

function ownValue({ attributeHandle, attributeValue }: HandleValue): HandleValue {
  return { attributeHandle, attributeValue: new Uint8Array(attributeValue) };
}
