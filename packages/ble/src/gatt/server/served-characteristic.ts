// A characteristic of our own, and who listens to it. Core Spec v5.4, Vol 3, Part G, 3.3.3.3.

import {
  type CallOptions,
  type Clock,
  type Log,
  TimeoutError,
  UsageError,
  type Uuid,
  waitFor,
} from '../../core/index.ts';
import type {
  CharacteristicDefinition,
  Connection,
  LocalCharacteristic,
  SendOptions,
} from '../../radio/index.ts';
import { MAX_ON_THE_WAY, type Outbox } from './outbox.ts';
import type { Peer } from './peer.ts';
import type { ServedValue } from './served-value.ts';

/** What a client listens for. */
export interface Listening {
  readonly notify: boolean;
  readonly indicate: boolean;
}

/** How long a client without room may hold up the others, once; then they go on without it. */
export const PATIENCE_MS = 5000;

const NOT_LISTENING: Listening = { notify: false, indicate: false };

/** One characteristic, as programs hold it. */
export class ServedCharacteristic implements LocalCharacteristic {
  readonly service: Uuid;
  readonly uuid: Uuid;
  /** What clients can listen for. */
  readonly offers: Listening;
  readonly subscribers = new Set<Connection>();
  readonly #value: ServedValue;
  readonly #onSubscribe: CharacteristicDefinition['onSubscribe'];
  readonly #listening = new Map<Peer, Listening>();
  /** What the program was told last. */
  readonly #told = new Map<Peer, Listening>();
  #isRemoved = false;

  constructor(service: Uuid, definition: CharacteristicDefinition, value: ServedValue) {
    this.service = service;
    this.uuid = definition.uuid;
    this.offers = {
      notify: definition.properties.includes('notify'),
      indicate: definition.properties.includes('indicate'),
    };
    this.#onSubscribe = definition.onSubscribe;
    this.#value = value;
  }

  get valueHandle(): number {
    return this.#value.handle;
  }

  get value(): Uint8Array {
    return this.#value.value;
  }

  set value(value: Uint8Array) {
    this.#value.value = value;
  }

  /** What a client has asked for on this link; `undefined` where it has said nothing. */
  listeningOf(peer: Peer): Listening | undefined {
    return this.#listening.get(peer);
  }

  /**
   * A client begins to listen, or stops. The program is told behind the answer to the client, so that
   * a value it sends at once does not overtake that.
   */
  configure(peer: Peer, listening: Listening): void {
    // A write that was begun before the link ended.
    if (peer.outbox.closed) return;
    this.#listening.set(peer, listening);
    if (isAny(listening)) this.subscribers.add(peer.connection);
    else this.subscribers.delete(peer.connection);
    peer.clock.after(0, () => this.#tell(peer));
  }

  /** The link is gone, or the characteristic is. */
  forget(peer: Peer): void {
    if (!this.#listening.delete(peer)) return;
    this.subscribers.delete(peer.connection);
    this.#tell(peer);
    this.#told.delete(peer);
  }

  /** It is served no more. */
  remove(): void {
    this.#isRemoved = true;
    for (const peer of this.#listening.keys()) this.forget(peer);
  }

  async notify(value?: Uint8Array, options: SendOptions = {}): Promise<void> {
    const sent = this.#setForSending(value);
    const peers = this.#listenersOf('notify', options.to);
    const [first] = peers;
    if (!first) return;
    await within(this.#notifyAll(peers, sent, options.to), first.clock, options);
  }

  async indicate(value?: Uint8Array, options: SendOptions = {}): Promise<void> {
    const sent = this.#setForSending(value);
    const peers = this.#listenersOf('indicate', options.to);
    const outcomes = await Promise.allSettled(
      peers.map((peer) => peer.outbox.indicate(this, sent, options)),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') continue;
      const error: unknown = outcome.reason;
      if (options.to || error instanceof TimeoutError || !peers[index]?.outbox.closed) throw error;
    }
  }

  async #notifyAll(
    peers: readonly Peer[],
    value: Uint8Array,
    to: Connection | undefined,
  ): Promise<void> {
    const [first, ...others] = peers;
    if (!first) return;
    if (to) await first.outbox.notify(this, value);
    else if (others.length === 0) await this.#notifyAny(first, value);
    else await Promise.all(peers.map((peer) => this.#notifyPatiently(peer, value)));
  }

  /** Sends to one of all listeners; resolves when it has room, or when it is gone. Never rejects. */
  async #notifyAny({ outbox, log }: Peer, value: Uint8Array): Promise<void> {
    try {
      await outbox.notify(this, value);
    } catch (error) {
      // A link that has ended: nobody misses the value.
      if (error instanceof TimeoutError) drop(outbox, log, error.message);
    }
  }

  /** The same, but waits for a link no longer than the others can. */
  async #notifyPatiently(peer: Peer, value: Uint8Array): Promise<void> {
    const { outbox, clock } = peer;
    const sending = this.#notifyAny(peer, value);
    if (outbox.isBehind) return;
    try {
      await waitFor(sending, clock, { timeoutMs: PATIENCE_MS });
    } catch {
      // Nothing but the end of patience.
      outbox.isBehind = true;
    }
  }

  /** @throws {UsageError} it is served no more, or the value is too long. */
  #setForSending(value: Uint8Array | undefined): Uint8Array {
    if (this.#isRemoved) {
      throw new UsageError(`characteristic ${this.uuid} is served no more: serve it again first`);
    }
    if (value) this.value = value;
    return this.value;
  }

  #listenersOf(kind: keyof Listening, to: Connection | undefined): readonly Peer[] {
    const peers: Peer[] = [];
    for (const [peer, listening] of this.#listening) {
      if (listening[kind] && (!to || peer.connection === to) && this.#hasRoom(peer, to)) {
        peers.push(peer);
      }
    }
    return peers;
  }

  /** @throws {UsageError} there is none, for the one client that was asked for. */
  #hasRoom({ outbox, log }: Peer, to: Connection | undefined): boolean {
    if (!outbox.isFull) return true;
    const problem = `${MAX_ON_THE_WAY} values are on their way to a client that takes no more`;
    if (to) throw new UsageError(`${problem}: await the last one before you send the next`);
    drop(outbox, log, problem);
    return false;
  }

  #tell(peer: Peer): void {
    const now = this.#listening.get(peer) ?? NOT_LISTENING;
    const before = this.#told.get(peer) ?? NOT_LISTENING;
    if (now.notify === before.notify && now.indicate === before.indicate) return;
    this.#told.set(peer, now);
    try {
      this.#onSubscribe?.(now, peer.request);
    } catch (error) {
      const message = `onSubscribe of ${this.uuid} threw: ${String(error)}`;
      peer.log.error('GATT_LISTENER', message, { error });
    }
  }
}

function isAny({ notify, indicate }: Listening): boolean {
  return notify || indicate;
}

/** Counts a value that a client does not get; the first of a link is logged. */
function drop(outbox: Outbox, log: Log, problem: string): void {
  outbox.dropped++;
  if (outbox.dropped === 1) log.warn('GATT_DROPPED', `a value is dropped: ${problem}`);
}

/** As `waitFor`, which is not asked where the caller has all the time: values are sent often. */
function within<T>(promise: Promise<T>, clock: Clock, options: CallOptions): Promise<T> {
  const { timeoutMs, signal } = options;
  return timeoutMs === undefined && !signal ? promise : waitFor(promise, clock, options);
}
