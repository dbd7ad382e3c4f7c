// Answers to requests that write, and what commands do. Core Spec v5.4, Vol 3, Part F, 3.4.5 and 3.4.6.

import { AttError } from './att-error.ts';
import type { AttributeWrite, WriteAccess } from './attribute-store.ts';
import { MAX_VALUE_LENGTH } from './bearer.ts';
import { AttErrorCode } from './error-code.ts';
import { type Answers, attributeAt, type RequestContext } from './request-context.ts';

export const ANSWERS_WRITE: Answers<
  'writeRequest' | 'prepareWriteRequest' | 'executeWriteRequest'
> = {
  /** 3.4.5.1 */
  async writeRequest({ kind: by, attributeHandle, attributeValue }, context) {
    await writeValue({ attributeHandle, attributeValue }, context, { by });
    return { kind: 'writeResponse' };
  },

  /** 3.4.6.1. Offset and value are judged when they are written, not before. */
  async prepareWriteRequest(request, context) {
    const { kind: by, attributeHandle, valueOffset, partAttributeValue } = request;
    const attribute = attributeAt(attributeHandle, context);
    await context.store.allowWrite(attribute, { by });
    context.queue.add({ attribute, offset: valueOffset, value: partAttributeValue });
    return { ...request, kind: 'prepareWriteResponse' };
  },

  /** 3.4.6.3. Whatever comes of it, the queue is empty then. */
  async executeWriteRequest({ kind: by, flags }, { store, queue }) {
    if (flags === 'cancel') {
      queue.clear();
    } else {
      const writes = queue.take();
      if (writes.length > 0) await store.write(writes, { by });
    }
    return { kind: 'executeWriteResponse' };
  },
};

/** A value and the handle it is for. */
interface HandleValue {
  readonly attributeHandle: number;
  readonly attributeValue: Uint8Array;
}

/** Writes a whole value: handle, permission and length are judged in this order. */
export async function writeValue(
  { attributeHandle, attributeValue: value }: HandleValue,
  context: RequestContext,
  access: WriteAccess,
): Promise<void> {
  const attribute = attributeAt(attributeHandle, context);
  await context.store.allowWrite(attribute, access);
  if (value.length > MAX_VALUE_LENGTH) {
    throw new AttError(AttErrorCode.invalidAttributeValueLength, attributeHandle);
  }
  const write: AttributeWrite = { attribute, offset: 0, value };
  await context.store.write([write], access);
}
