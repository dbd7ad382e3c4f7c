// The PDUs of one pairing: sent, awaited one by one, and timed. Core Spec v5.4, Vol 3, Part H, 3.4.

import { encode } from '../codec/index.ts';
import { type BleError, type Cancel, type Clock, TimeoutError } from '../core/index.ts';
import { type SmpKind, type SmpPdu, type SmpPduOf, smpPdu } from './pdu.ts';
import type { EncryptionKey } from './security-link.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** How long the other side may take, counted from the last PDU we sent. 3.4 */
export const SMP_TIMEOUT_MS = 30_000;

/** A PDU, and its bytes: some hashes cover bits that the table does not know. */
export interface Received<Kind extends SmpKind = SmpKind> {
  readonly pdu: SmpPduOf<Kind>;
  readonly bytes: Uint8Array;
}

/** More PDUs than a peer may send in a row: five keys after one that we have not looked at. */
const MOST_WAITING = 6;

type Wait =
  | { readonly kind: SmpKind; readonly resolve: (received: Received) => void }
  | { readonly kind: 'encryption'; readonly resolve: () => void };

/** Ends once, by `fail` or `finish`; from then on nothing is sent, and all that waits is rejected. */
export class Exchange {
  readonly #sendBytes: (pdu: Uint8Array) => void;
  readonly #clock: Clock;
  readonly #ending = new AbortController();
  /** What came while we were busy, such as asking somebody. */
  readonly #inbox: Received[] = [];
  #wait: Wait | undefined;
  #offeredKey: EncryptionKey | undefined;
  #isEncrypted = false;
  #isTimedOut = false;
  #cancelTimer: Cancel = () => {};

  constructor(send: (pdu: Uint8Array) => void, clock: Clock) {
    this.#sendBytes = send;
    this.#clock = clock;
    this.#restartTimer();
  }

  /** Aborts when the exchange has ended. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** The key that the link is to be encrypted with, once both sides have found it. */
  get offeredKey(): EncryptionKey | undefined {
    return this.#offeredKey;
  }

  /** Whether it waits for encryption. */
  get isEncryptionDue(): boolean {
    return this.#wait?.kind === 'encryption';
  }

  /** Whether the link was encrypted with its key. */
  get isEncrypted(): boolean {
    return this.#isEncrypted;
  }

  /** Whether it ended because the peer was silent: then nothing more may be sent on the link. 3.4 */
  get isTimedOut(): boolean {
    return this.#isTimedOut;
  }

  /**
   * Sends a PDU, and gives its bytes.
   *
   * @throws {SmpError} the peer did not wait for it: the sides take turns, and who sends a secret
   *   early may have learned ours before.
   */
  send(pdu: SmpPdu): Uint8Array {
    this.signal.throwIfAborted();
    const [early] = this.#inbox;
    if (early) throw outOfOrder(early.pdu, `before our ${pdu.kind}`);
    const bytes = encode(smpPdu, pdu);
    this.#restartTimer();
    this.#sendBytes(bytes);
    return bytes;
  }

  /** The next PDU, which must be of this kind. Anything else ends the exchange. */
  async expect<Kind extends SmpKind>(kind: Kind): Promise<SmpPduOf<Kind>> {
    return (await this.expectWithBytes(kind)).pdu;
  }

  /** The same with the bytes as they came. */
  async expectWithBytes<Kind extends SmpKind>(kind: Kind): Promise<Received<Kind>> {
    this.signal.throwIfAborted();
    const { pdu, bytes } =
      this.#inbox.shift() ??
      (await this.until(
        new Promise<Received>((resolve) => {
          this.#wait = { kind, resolve };
        }),
      ));
    if (!isOfKind(pdu, kind)) throw outOfOrder(pdu, `where ${kind} is due`);
    return { pdu, bytes };
  }

  /** A PDU has come. */
  receive(received: Received): void {
    const wait = this.#wait;
    if (this.signal.aborted) return;
    if (wait?.kind === 'encryption') {
      this.fail(outOfOrder(received.pdu, 'before the link is encrypted'));
    } else if (wait) {
      this.#wait = undefined;
      wait.resolve(received);
    } else if (this.#inbox.length < MOST_WAITING) {
      this.#inbox.push(received);
    } else {
      this.fail(outOfOrder(received.pdu, `after ${MOST_WAITING} that still wait`));
    }
  }

  /**
   * Waits until the link is encrypted with this key; call it before the peer can find the key. No PDU
   * may come until then.
   */
  awaitEncryption(key: EncryptionKey): Promise<void> {
    this.#offeredKey = key;
    const [early] = this.#inbox;
    if (early) this.fail(outOfOrder(early.pdu, 'before the link is encrypted'));
    const encrypted = this.until(
      new Promise<void>((resolve) => {
        this.#wait = { kind: 'encryption', resolve };
      }),
    );
    // Who calls may fail before it gets to wait for this.
    encrypted.catch(() => {});
    return encrypted;
  }

  /** The encryption that it waits for is on, or failed. */
  encrypted(failure?: BleError): void {
    const wait = this.#wait;
    if (wait?.kind !== 'encryption') return;
    this.#wait = undefined;
    this.#isEncrypted = failure === undefined;
    if (failure) this.fail(failure);
    else wait.resolve();
  }

  /** What the promise gives, unless the exchange ends before. */
  until<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      const settled = () => signal.removeEventListener('abort', onAbort);
      promise.then(resolve, reject).then(settled, settled);
    });
  }

  /** Ends it; what waits is rejected with the error. */
  fail(error: unknown): void {
    this.#cancelTimer();
    this.#inbox.length = 0;
    this.#wait = undefined;
    if (!this.signal.aborted) this.#ending.abort(error);
  }

  /** Ends it well. */
  finish(): void {
    this.fail(undefined);
  }

  #restartTimer(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(SMP_TIMEOUT_MS, () => {
      this.#isTimedOut = true;
      this.fail(new TimeoutError(`no answer to pairing within ${SMP_TIMEOUT_MS / 1000} s`));
    });
  }
}

function isOfKind<Kind extends SmpKind>(pdu: SmpPduOf<SmpKind>, kind: Kind): pdu is SmpPduOf<Kind> {
  return pdu.kind === kind;
}

function outOfOrder({ kind }: SmpPdu, where: string): SmpError {
  return SmpError.ours(SmpReason.unspecifiedReason, `${kind} ${where}`);
}
