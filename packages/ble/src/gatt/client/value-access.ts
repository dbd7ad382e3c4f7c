// Whole values by handle, in as many requests as it takes. Core Spec v5.4, Vol 3, Part G, 4.8, 4.9 and 4.12.

import {
  type AttClient,
  AttError,
  AttErrorCode,
  attPdu,
  MAX_VALUE_LENGTH,
  type QueuedWrite,
  QueuedWriter,
} from '../../att/index.ts';
import { type CutBytes, encode, Writer } from '../../codec/index.ts';
import { type CallOptions, hex16, UsageError } from '../../core/index.ts';
import { SIGNATURE_LENGTH } from '../../crypto/index.ts';
import type { WriteOptions } from '../../radio/index.ts';
import type { Discovery } from './discovery.ts';

/** Gives the signature of a message, twelve bytes. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** What signed writes need. */
export interface SigningOptions {
  /** Default: signed writes are refused. */
  readonly sign?: Sign;
  /** Whether the link is encrypted now: signed writes are then plain ones. Default: it is not. */
  readonly isEncrypted?: () => boolean;
}

/** What stands in front of a value that is written: opcode and handle. */
const WRITE_HEAD_SIZE = 3;

/** The longest value in an answer that tells handles, too. Part F, 3.4.4.2 */
const MAX_TYPED_LENGTH = 253;

/** Errors that say that there is nothing to read at an offset. */
const ENDS: readonly number[] = [AttErrorCode.attributeNotLong, AttErrorCode.invalidOffset];

/** Reads and writes the values of one server. */
export class ValueAccess {
  readonly #att: AttClient;
  readonly #discovery: Discovery;
  readonly #writer: QueuedWriter;
  readonly #signing: SigningOptions;

  constructor(att: AttClient, discovery: Discovery, signing: SigningOptions) {
    this.#att = att;
    this.#discovery = discovery;
    this.#writer = new QueuedWriter(att);
    this.#signing = signing;
  }

  /** The whole value. 4.8.1 and 4.8.3 */
  async read(handle: number, options: CallOptions): Promise<Uint8Array> {
    const { mtu } = this.#att;
    const beginning = await this.#att.read(handle, options);
    return this.#mayGoOn(beginning, mtu) ? this.#readOn(handle, beginning, options) : beginning;
  }

  /** The whole value of which Read By Type gave as much as it does. 4.8.2 */
  async complete(handle: number, value: Uint8Array, options: CallOptions): Promise<Uint8Array> {
    const mayGoOn = value.length >= Math.min(this.#att.mtu - 4, MAX_TYPED_LENGTH);
    return mayGoOn ? this.#readOn(handle, value, options) : new Uint8Array(value);
  }

  /** Several values, whole, in their order. 4.8.5 */
  async readMultiple(
    handles: readonly number[],
    options: CallOptions,
  ): Promise<readonly Uint8Array[]> {
    const values: Uint8Array[] = [];
    const most = Math.floor((this.#att.mtu - 1) / 2);
    while (values.length < handles.length) {
      const some = handles.slice(values.length, values.length + most);
      const parts = await this.#partsOf(some, options);
      for (const [place, handle] of some.entries()) {
        const part = parts[place];
        const isWhole = part !== undefined && part.value.length === part.valueLength;
        values.push(isWhole ? part.value : await this.read(handle, options));
      }
    }
    return values;
  }

  /** The whole value of which the beginning is known. 4.8.3 */
  async #readOn(handle: number, beginning: Uint8Array, options: CallOptions): Promise<Uint8Array> {
    const value = new Writer(MAX_VALUE_LENGTH);
    value.write(beginning);
    while (value.length < MAX_VALUE_LENGTH) {
      const { mtu } = this.#att;
      const part = await this.#partFrom(handle, value.length, options);
      value.write(part);
      if (!this.#mayGoOn(part, mtu)) break;
    }
    if (value.length > MAX_VALUE_LENGTH) {
      throw this.#discovery.fault(
        'endlessValue',
        `the value at ${hex16(handle)} is longer than ${MAX_VALUE_LENGTH} bytes`,
      );
    }
    return value.finish();
  }

  /** Writes a value, and waits for the answer. 4.9.3 and 4.9.4 */
  async write(handle: number, value: Uint8Array, options: CallOptions): Promise<void> {
    checkLength(value, MAX_VALUE_LENGTH);
    if (value.length <= this.#att.mtu - WRITE_HEAD_SIZE) {
      await this.#att.write(handle, value, options);
    } else {
      await this.#writer.write([{ attributeHandle: handle, attributeValue: value }], options);
    }
  }

  /** Writes several values, all or none. 4.9.5 */
  async writeReliably(writes: readonly QueuedWrite[], options: CallOptions): Promise<void> {
    for (const { attributeValue, valueOffset = 0 } of writes) {
      checkLength(attributeValue, MAX_VALUE_LENGTH - valueOffset);
    }
    await this.#writer.write(writes, options);
  }

  /** Writes a value without an answer; resolves when there is room for more. 4.9.1 and 4.9.2 */
  async send(handle: number, value: Uint8Array, { isSigned = false }: WriteOptions): Promise<void> {
    const { sign, isEncrypted } = this.#signing;
    if (!isSigned || isEncrypted?.()) {
      checkLength(value, this.#att.mtu - WRITE_HEAD_SIZE);
      await this.#att.writeCommand(handle, value);
      return;
    }
    if (!sign) throw new UsageError('no key to sign with: pair first, with signing keys');
    checkLength(value, this.#att.mtu - WRITE_HEAD_SIZE - SIGNATURE_LENGTH);
    const own = new Uint8Array(value);
    const signature = await sign(messageToSign(handle, own));
    await this.#att.signedWriteCommand(handle, own, signature);
  }

  /** An answer that is full may have been cut. ATT_MTU may have grown while it was on its way. */
  #mayGoOn({ length }: Uint8Array, mtuBefore: number): boolean {
    return length === mtuBefore - 1 || length >= this.#att.mtu - 1;
  }

  /** What one request gives of several values: less than all, or nothing where the peer has no such. */
  async #partsOf(handles: readonly number[], options: CallOptions): Promise<readonly CutBytes[]> {
    if (handles.length < 2) return [];
    try {
      return await this.#att.readMultipleVariable(handles, options);
    } catch (error) {
      const { requestNotSupported } = AttErrorCode;
      if (error instanceof AttError && error.errorCode === requestNotSupported) return [];
      throw error;
    }
  }

  async #partFrom(handle: number, offset: number, options: CallOptions): Promise<Uint8Array> {
    try {
      return await this.#att.readBlob(handle, offset, options);
    } catch (error) {
      if (error instanceof AttError && ENDS.includes(error.errorCode)) return new Uint8Array(0);
      throw error;
    }
  }
}

function checkLength({ length }: Uint8Array, most: number): void {
  if (length > most) throw new UsageError(`a value of ${length} bytes, where ${most} fit`);
}

/** All that stands in front of the signature. Part F, 3.4.5.4 */
function messageToSign(attributeHandle: number, attributeValue: Uint8Array): Uint8Array {
  const signed = encode(attPdu, {
    kind: 'signedWriteCommand',
    attributeHandle,
    attributeValue,
    authenticationSignature: new Uint8Array(SIGNATURE_LENGTH),
  });
  return signed.subarray(0, signed.length - SIGNATURE_LENGTH);
}
