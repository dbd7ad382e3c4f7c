// The signalling channel: requests with their responses, and what the peer asks.
// Core Spec v5.4, Vol 3, Part A, 4 and 6.2.

import { decode, encode, Reader, u16 } from '../codec/index.ts';
import {
  type BleError,
  type Cancel,
  type Clock,
  DecodeError,
  hex8,
  type Tally,
  TimeoutError,
} from '../core/index.ts';
import { L2capError } from './l2cap-error.ts';
import {
  commandReject,
  connectionParameterUpdateResponse,
  disconnectionResponse,
  flowControlCreditInd,
  leCreditBasedConnectionResponse,
  RESPONSE_TO,
  RejectReason,
  type Request,
  type RequestKind,
  type ResponseTo,
  SIGNALLING_MTU,
  type Signal,
  signal,
} from './signal.ts';
import type { L2capViolation } from './violation.ts';

/** How long a response may take: RTX may be 1 to 60 s, and nothing is sent twice on LE. 6.2.1 */
export const RESPONSE_TIMEOUT_MS = 30_000;

/** Identifiers are 1 to 255; those of requests under way are not given again. */
const LAST_IDENTIFIER = 255;

/** How signalling reaches its link and its channels. */
export interface SignallingOptions {
  readonly clock: Clock;
  readonly violations: Tally<L2capViolation>;
  readonly send: (payload: Uint8Array) => void;
  /** Takes what is no response. */
  readonly onSignal: (signal: Signal) => void;
}

interface Pending {
  readonly request: Request;
  readonly resolve: (response: Signal) => void;
  readonly reject: (error: BleError) => void;
  readonly stopTimer: Cancel;
}

/** The signalling of one link. */
export class Signalling {
  readonly #options: SignallingOptions;
  readonly #pending = new Map<number, Pending>();
  #lastIdentifier = 0;
  #closed: BleError | undefined;

  constructor(options: SignallingOptions) {
    this.#options = options;
  }

  /**
   * Asks the peer, and gives its response.
   *
   * @throws {L2capError} it rejects the command, or 255 others are under way.
   * @throws {TimeoutError} it does not respond in 30 s.
   */
  async request<Kind extends RequestKind>(
    request: Extract<Request, { readonly kind: Kind }>,
  ): Promise<ResponseTo<Kind>> {
    if (this.#closed) throw this.#closed;
    const identifier = this.#freeIdentifier();
    const response = await new Promise<Signal>((resolve, reject) => {
      const stopTimer = this.#options.clock.after(RESPONSE_TIMEOUT_MS, () => {
        this.#pending.delete(identifier);
        reject(
          new TimeoutError(`no answer to ${request.kind} within ${RESPONSE_TIMEOUT_MS / 1000} s`),
        );
      });
      this.#pending.set(identifier, { request, resolve, reject, stopTimer });
      this.send({ ...(request as Request), identifier });
    });
    // The cast holds since only the response to the request resolves it.
    return response as ResponseTo<Kind>;
  }

  /** Sends what is no request. */
  send(command: Signal): void {
    this.#options.send(encode(signal, command));
  }

  /** Sends an indication, which has an identifier of its own and no answer. */
  indicate(cid: number, credits: number): void {
    const identifier = this.#freeIdentifier();
    this.send({ kind: 'flowControlCreditInd', identifier, cid, credits });
  }

  /** Refuses a command of the peer. 4.1 */
  reject(identifier: number, reason: number, reasonData = new Uint8Array(0)): void {
    this.send({ kind: 'commandReject', identifier, reason, reasonData });
  }

  /** Takes a frame of the signalling channel. */
  receive(payload: Uint8Array): void {
    if (payload.length > SIGNALLING_MTU) {
      this.#options.violations.add('oversizedSignal', `${payload.length} bytes`);
      const { signalingMtuExceeded } = RejectReason;
      this.#rejectRaw(payload, signalingMtuExceeded, encode(u16, SIGNALLING_MTU));
      return;
    }
    const command = this.#decode(payload);
    if (command) this.#take(command);
  }

  /** The link is gone. */
  close(reason: BleError): void {
    this.#closed = reason;
    for (const { reject, stopTimer } of this.#pending.values()) {
      stopTimer();
      reject(reason);
    }
    this.#pending.clear();
  }

  #take(command: Signal): void {
    if (command.identifier === 0) {
      this.#options.violations.add('malformedSignal', 'identifier 0');
    } else if (command.kind === 'unknown') {
      this.#options.violations.add('unknownSignal', hex8(command.opcode));
      this.reject(command.identifier, RejectReason.commandNotUnderstood);
    } else if (command.kind === 'commandReject' || isResponse(command)) {
      this.#settle(command);
    } else {
      this.#options.onSignal(command);
    }
  }

  #settle(response: Signal): void {
    const pending = this.#pending.get(response.identifier);
    const isReject = response.kind === 'commandReject';
    if (!pending || !(isReject || response.kind === RESPONSE_TO[pending.request.kind])) {
      this.#options.violations.add('unexpectedSignal', `${response.kind}, which nothing asked for`);
      return;
    }
    this.#pending.delete(response.identifier);
    pending.stopTimer();
    if (isReject) pending.reject(new L2capError(`the peer rejects ${pending.request.kind}`));
    else pending.resolve(response);
  }

  #decode(payload: Uint8Array): Signal | undefined {
    try {
      return decode(signal, payload);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#options.violations.add('malformedSignal', error.message);
      this.#rejectRaw(payload, RejectReason.commandNotUnderstood);
      return undefined;
    }
  }

  /** Refuses what could not be read, as far as it has an identifier; never what is a rejection itself. */
  #rejectRaw(payload: Uint8Array, reason: number, data?: Uint8Array<ArrayBuffer>): void {
    if (payload.length < 2) return;
    const from = new Reader(payload);
    const code = from.u8();
    const identifier = from.u8();
    if (identifier === 0 || ANSWER_CODES.has(code)) return;
    this.reject(identifier, reason, data);
  }

  #freeIdentifier(): number {
    for (let tries = 0; tries < LAST_IDENTIFIER; tries++) {
      this.#lastIdentifier = (this.#lastIdentifier % LAST_IDENTIFIER) + 1;
      if (!this.#pending.has(this.#lastIdentifier)) return this.#lastIdentifier;
    }
    throw new L2capError(`${LAST_IDENTIFIER} requests are under way: wait for their answers`);
  }
}

const RESPONSES: ReadonlySet<string> = new Set(Object.values(RESPONSE_TO));

/** Codes of what is never answered. */
const ANSWER_CODES: ReadonlySet<number> = new Set([
  commandReject.opcode,
  disconnectionResponse.opcode,
  connectionParameterUpdateResponse.opcode,
  leCreditBasedConnectionResponse.opcode,
  flowControlCreditInd.opcode,
]);

function isResponse({ kind }: Signal): boolean {
  return RESPONSES.has(kind);
}
