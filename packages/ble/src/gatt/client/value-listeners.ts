// All who listen to one characteristic, and what the peer was asked for on their behalf: its Client
// Characteristic Configuration descriptor (CCCD). Core Spec v5.4, Vol 3, Part G, 3.3.3.3 and 4.10 to 4.11.

import { type AttClient, AttError } from '../../att/index.ts';
import { decode, encode, type Infer } from '../../codec/index.ts';
import { type CallOptions, DecodeError, NotFoundError } from '../../core/index.ts';
import type { RemoteDescriptor } from '../../radio/index.ts';
import { clientConfiguration } from '../declarations.ts';

/** How a value comes: unconfirmed or confirmed. */
export type ValueKind = 'notify' | 'indicate';

/** Who takes the values of a characteristic. */
export interface ValueTaker {
  /** What it has asked for. */
  readonly kind: ValueKind;
  /** Takes a value, which is its own; an indication is confirmed when the promise settles. */
  take(value: Uint8Array, isIndication: boolean): void | Promise<void>;
  /** No more comes: as `ValueQueue.end`. */
  end(reason?: unknown): void;
}

/** The characteristic that is listened to. */
export interface ListenedCharacteristic {
  readonly valueHandle: number;
  /** Whether its handles hold. */
  readonly isCurrent: boolean;
  /** Finds out its handles, where they do not hold any more. */
  locate(options: CallOptions): Promise<void>;
  clientConfiguration(): Promise<RemoteDescriptor>;
}

type Configuration = Infer<typeof clientConfiguration>;

/** The takers of one characteristic. */
export class ValueListeners {
  readonly #att: AttClient;
  readonly #characteristic: ListenedCharacteristic;
  readonly #takers = new Set<ValueTaker>();
  /** What the CCCD holds; `undefined` where that is not known. */
  #written: Configuration | undefined;
  #isToBeRestored = false;
  /** One after the other: the last one to write has the last word. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(att: AttClient, characteristic: ListenedCharacteristic) {
    this.#att = att;
    this.#characteristic = characteristic;
  }

  get valueHandle(): number {
    return this.#characteristic.valueHandle;
  }

  get isEmpty(): boolean {
    return this.#takers.size === 0;
  }

  /** From now on it gets values; `sync` asks the peer for them. */
  add(taker: ValueTaker): void {
    this.#takers.add(taker);
  }

  /** It gets no more values; the peer is told when nobody else wants them. */
  async remove(taker: ValueTaker): Promise<void> {
    this.#takers.delete(taker);
    if (this.#att.closed) return;
    try {
      await this.sync();
    } catch (error) {
      // Nothing is left that could send.
      if (!this.#att.closed && !(error instanceof NotFoundError)) throw error;
    }
  }

  /** Has the peer send what the takers want, all of them together. */
  sync(): Promise<void> {
    return this.#inTurn(() => this.#write());
  }

  /**
   * Finds the characteristic again after a change of services, and asks for its values where it is now.
   * Until it is found values come by its old handle: a server that has moved it has forgotten, too, that
   * we want them. The takers end when it cannot be found.
   *
   * @param onFound called when its handle is known.
   */
  restore(onFound: () => void): void {
    if (this.#characteristic.isCurrent) return;
    this.#written = undefined;
    if (this.isEmpty || this.#isToBeRestored) return;
    this.#isToBeRestored = true;
    const restoring = this.#inTurn(async () => {
      this.#isToBeRestored = false;
      await this.#characteristic.locate({});
      onFound();
      // Read, not just written: there are servers that tell of a change whenever a CCCD is written.
      this.#written = await this.#read();
      await this.#write();
    });
    restoring.catch((error: unknown) => this.end(error));
  }

  /** Gives a value to the takers that asked for its kind; to all where none did. */
  deliver(value: Uint8Array, isIndication: boolean): void | Promise<void> {
    if (this.#takers.size === 1) {
      const [only] = this.#takers;
      return only?.take(value, isIndication);
    }
    const kind: ValueKind = isIndication ? 'indicate' : 'notify';
    const askers = [...this.#takers].filter((taker) => taker.kind === kind);
    const [first, ...others] = askers.length > 0 ? askers : this.#takers;
    const taken = first?.take(value, isIndication);
    if (others.length === 0) return taken;
    const all = others.map((taker) => taker.take(new Uint8Array(value), isIndication));
    return isIndication ? Promise.all([taken, ...all]).then(nothing) : undefined;
  }

  /** No more comes. */
  end(reason?: unknown): void {
    for (const taker of this.#takers) taker.end(reason);
    this.#takers.clear();
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(nothing);
    return turn;
  }

  async #write(): Promise<void> {
    const kinds = new Set([...this.#takers].map(({ kind }) => kind));
    const wanted = { notify: kinds.has('notify'), indicate: kinds.has('indicate'), reserved: 0 };
    const { notify, indicate } = this.#written ?? {};
    if (wanted.notify === notify && wanted.indicate === indicate) return;
    const descriptor = await this.#characteristic.clientConfiguration();
    await descriptor.write(encode(clientConfiguration, wanted));
    this.#written = wanted;
  }

  async #read(): Promise<Configuration | undefined> {
    const descriptor = await this.#characteristic.clientConfiguration();
    try {
      return decode(clientConfiguration, await descriptor.read());
    } catch (error) {
      // Then it is written.
      if (error instanceof AttError || error instanceof DecodeError) return undefined;
      throw error;
    }
  }
}

function nothing(): void {}
