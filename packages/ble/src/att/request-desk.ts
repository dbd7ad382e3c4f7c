// Takes requests and commands in the order they come, and works them off one by one.
// Core Spec v5.4, Vol 3, Part F, 3.3.2 and 3.4.

import { decode, Reader } from '../codec/index.ts';
import { DecodeError, hex8, type Log, type Tally } from '../core/index.ts';
import { ANSWERS_FIND } from './answers-find.ts';
import { ANSWERS_READ } from './answers-read.ts';
import { ANSWERS_WRITE, writeValue } from './answers-write.ts';
import { AttError } from './att-error.ts';
import { AttErrorCode } from './error-code.ts';
import { isCommand, type Request, type RequestKind, type Response } from './exchange.ts';
import { type AttPdu, attPdu, type PduOf } from './pdu.ts';
import type { Answers, RequestContext } from './request-context.ts';

/** What a client must not do; `refusedCommand` is no fault, but nobody else learns of it. */
export type ServerViolation =
  /** A PDU that breaks its format; a request of that kind is answered with Invalid PDU. */
  | 'malformedPdu'
  /** A PDU longer than ATT_MTU. */
  | 'oversizedPdu'
  /** An opcode that nobody knows. */
  | 'unknownOpcode'
  /** A PDU that servers do not get. */
  | 'unexpectedPdu'
  /** A request before the one before it was answered. It is answered in its turn. */
  | 'earlyRequest'
  /** More requests and commands at once than can wait. They are dropped. */
  | 'floodedPdu'
  /** A confirmation of nothing. */
  | 'unexpectedConfirmation'
  /** A signed write whose signature is wrong, or that nobody checks. */
  | 'unsignedWrite'
  /** A command for an attribute that does not take it. */
  | 'refusedCommand';

/** What a signed write claims. */
export interface SignedWrite {
  /** What was signed: opcode, handle and value as they came. */
  readonly message: Uint8Array;
  /** Counter and MAC, twelve bytes. */
  readonly signature: Uint8Array;
}

/** What the desk works with. */
export interface RequestDeskOptions {
  readonly context: RequestContext;
  readonly violations: Tally<ServerViolation>;
  readonly log: Log;
  /** How many PDUs may wait; more are dropped. */
  readonly maxWaiting: number;
  /** A promise resolves when there is room for more: nothing is answered meanwhile. Never rejects. */
  readonly send: (response: AttPdu) => void | Promise<void>;
  readonly isSigned: (write: SignedWrite) => boolean | Promise<boolean>;
}

const ANSWERS: Answers<RequestKind> = { ...ANSWERS_FIND, ...ANSWERS_READ, ...ANSWERS_WRITE };

const SIGNATURE_SIZE = 12;

/** What comes of a PDU: nothing of a command. */
type Served = Response | undefined;

/** Requests and commands of one client. */
export class RequestDesk {
  readonly #options: RequestDeskOptions;
  readonly #waiting: Uint8Array[] = [];
  /** How many requests came and are not answered. */
  #open = 0;
  #isWorking = false;
  #isClosed = false;

  constructor(options: RequestDeskOptions) {
    this.#options = options;
  }

  /** Takes a PDU, whatever it is. Its bytes are not empty. */
  take(bytes: Uint8Array): void {
    const { violations, maxWaiting } = this.#options;
    if (this.#waiting.length >= maxWaiting) {
      violations.add('floodedPdu');
      return;
    }
    if (!isCommand(opcodeIn(bytes)) && ++this.#open > 1) violations.add('earlyRequest');
    this.#waiting.push(bytes);
    if (!this.#isWorking) void this.#work();
  }

  /** Forgets what waits and what was prepared: the client is gone. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#options.context.queue.clear();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let bytes = this.#waiting.shift(); bytes; bytes = this.#waiting.shift()) {
      const response = await this.#serve(bytes);
      if (!isCommand(opcodeIn(bytes))) this.#open--;
      const room = response && !this.#isClosed ? this.#options.send(response) : undefined;
      if (room) await room;
    }
    this.#isWorking = false;
  }

  /** Never rejects. */
  async #serve(bytes: Uint8Array): Promise<AttPdu | undefined> {
    try {
      return await this.#carryOut(this.#decode(bytes), bytes);
    } catch (error) {
      const { errorCode, attributeHandle } = this.#refusal(error);
      if (isCommand(opcodeIn(bytes))) return undefined;
      return {
        kind: 'errorResponse',
        requestOpcodeInError: opcodeIn(bytes),
        attributeHandleInError: attributeHandle,
        errorCode,
      };
    }
  }

  /** Too long a PDU is as invalid as one that breaks its format. */
  #decode(bytes: Uint8Array): AttPdu {
    const { violations, context } = this.#options;
    if (bytes.length > context.mtu) {
      violations.add('oversizedPdu', `${bytes.length} bytes, where ATT_MTU is ${context.mtu}`);
      throw new AttError(AttErrorCode.invalidPdu, 0);
    }
    try {
      return decode(attPdu, bytes);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      violations.add('malformedPdu', error.message);
      throw new AttError(AttErrorCode.invalidPdu, 0);
    }
  }

  #carryOut(pdu: AttPdu, bytes: Uint8Array): Served | Promise<Served> {
    if (pdu.kind === 'unknown') {
      this.#options.violations.add('unknownOpcode', hex8(pdu.opcode));
      throw new AttError(AttErrorCode.requestNotSupported, 0);
    }
    if (pdu.kind === 'writeCommand') return this.#command(pdu);
    if (pdu.kind === 'signedWriteCommand') return this.#signedCommand(pdu, bytes);
    // The cast holds since the server hands on no other PDU than these.
    const request = pdu as Request;
    const { context } = this.#options;
    context.store.admit?.(request);
    return answerTo(request, context);
  }

  async #signedCommand(pdu: PduOf<'signedWriteCommand'>, bytes: Uint8Array): Promise<undefined> {
    const message = bytes.subarray(0, bytes.length - SIGNATURE_SIZE);
    const signature = pdu.authenticationSignature;
    if (await this.#options.isSigned({ message, signature })) await this.#command(pdu);
    else this.#options.violations.add('unsignedWrite');
  }

  async #command(pdu: PduOf<'writeCommand' | 'signedWriteCommand'>): Promise<undefined> {
    const { context } = this.#options;
    try {
      context.store.admit?.(pdu);
      await writeValue(pdu, context, { by: pdu.kind });
    } catch (error) {
      if (!(error instanceof AttError)) throw error;
      this.#options.violations.add('refusedCommand', error.message);
    }
  }

  #refusal(error: unknown): AttError {
    if (error instanceof AttError) return error;
    this.#options.log.error('ATT_STORE', `an attribute failed: ${String(error)}`, { error });
    return new AttError(AttErrorCode.unlikelyError, 0);
  }
}

function answerTo(request: Request, context: RequestContext): Response | Promise<Response> {
  // The cast holds since each answer is entered under the kind of its request.
  const answer = ANSWERS[request.kind] as (
    request: Request,
    context: RequestContext,
  ) => Response | Promise<Response>;
  return answer(request, context);
}

function opcodeIn(bytes: Uint8Array): number {
  return new Reader(bytes).u8();
}
