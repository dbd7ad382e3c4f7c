// Answers to requests for the values of known handles. Core Spec v5.4, Vol 3, Part F, 3.4.2 and 3.4.4.

import { encode, list, rest } from '../codec/index.ts';
import { AttError } from './att-error.ts';
import type { ReadAccess } from './attribute-store.ts';
import { DEFAULT_MTU } from './bearer.ts';
import { AttErrorCode } from './error-code.ts';
import { type Answers, attributeAt, type RequestContext } from './request-context.ts';

/** The opcode in front of every PDU. */
const OPCODE_SIZE = 1;
/** The length in front of a value. */
const VALUE_LENGTH_SIZE = 2;

export const ANSWERS_READ: Answers<
  | 'exchangeMtuRequest'
  | 'readRequest'
  | 'readBlobRequest'
  | 'readMultipleRequest'
  | 'readMultipleVariableRequest'
> = {
  /** 3.4.2.1. Less than 23 cannot be meant: then 23 it stays. 3.4.2.2 */
  exchangeMtuRequest({ clientRxMtu }, { rxMtu, isEnhanced, agreeOnMtu }) {
    if (isEnhanced) throw new AttError(AttErrorCode.requestNotSupported, 0);
    agreeOnMtu(Math.max(DEFAULT_MTU, Math.min(clientRxMtu, rxMtu)));
    return { kind: 'exchangeMtuResponse', serverRxMtu: rxMtu };
  },

  /** 3.4.4.3 */
  async readRequest({ kind: by, attributeHandle }, context) {
    const value = await valueAt(attributeHandle, context, { by, offset: 0 });
    return { kind: 'readResponse', attributeValue: value.subarray(0, roomIn(context)) };
  },

  /** 3.4.4.5. Attribute Not Long is never said: the rest of a short value is an answer too. */
  async readBlobRequest({ kind: by, attributeHandle, valueOffset: offset }, context) {
    const value = await valueAt(attributeHandle, context, { by, offset });
    if (offset > value.length) throw new AttError(AttErrorCode.invalidOffset, attributeHandle);
    const partAttributeValue = value.subarray(offset, offset + roomIn(context));
    return { kind: 'readBlobResponse', partAttributeValue };
  },

  /** 3.4.4.7. All must be readable, also those that are cut away. */
  async readMultipleRequest({ kind: by, setOfHandles }, context) {
    const values = await valuesAt(setOfHandles, context, by);
    const setOfValues = encode(list(rest), values).subarray(0, roomIn(context));
    return { kind: 'readMultipleResponse', setOfValues };
  },

  /** 3.4.4.11. A length is never cut: where it does not fit, the list ends before it. */
  async readMultipleVariableRequest({ kind: by, setOfHandles }, context) {
    const tuples: { valueLength: number; value: Uint8Array }[] = [];
    let left = roomIn(context);
    for (const whole of await valuesAt(setOfHandles, context, by)) {
      left -= VALUE_LENGTH_SIZE;
      if (left < 0) break;
      const value = whole.subarray(0, left);
      tuples.push({ valueLength: whole.length, value });
      left -= value.length;
    }
    return { kind: 'readMultipleVariableResponse', lengthValueTupleList: tuples };
  },
};

function roomIn({ mtu }: RequestContext): number {
  return mtu - OPCODE_SIZE;
}

function valueAt(
  handle: number,
  context: RequestContext,
  access: ReadAccess,
): Uint8Array | Promise<Uint8Array> {
  return context.store.read(attributeAt(handle, context), access);
}

async function valuesAt(
  handles: readonly number[],
  context: RequestContext,
  by: ReadAccess['by'],
): Promise<readonly Uint8Array[]> {
  const values: Uint8Array[] = [];
  // One after the other: the first that cannot be read is the one that the error names.
  for (const handle of handles) values.push(await valueAt(handle, context, { by, offset: 0 }));
  return values;
}
