// Answers to requests that find attributes. Core Spec v5.4, Vol 3, Part F, 3.4.3 and 3.4.4.

import { toHex } from '../core/index.ts';
import { AttError } from './att-error.ts';
import type { Attribute, ReadAccess } from './attribute-store.ts';
import { AttErrorCode } from './error-code.ts';
import { type Answers, attributesIn, found, type RequestContext } from './request-context.ts';
import { isShort } from './uuid.ts';

/** The opcode in front of every PDU. */
const OPCODE_SIZE = 1;
/** The length of each record, or their format, in front of a list. */
const LENGTH_SIZE = 1;
const HANDLE_SIZE = 2;
/** A record of a list says its length in one byte. */
const MAX_RECORD_SIZE = 255;

export const ANSWERS_FIND: Answers<
  | 'findInformationRequest'
  | 'findByTypeValueRequest'
  | 'readByTypeRequest'
  | 'readByGroupTypeRequest'
> = {
  /** 3.4.3.1. The first UUID decides on the format; one of the other size ends the list. */
  findInformationRequest(request, context) {
    const pairs: { handle: number; uuid: string }[] = [];
    let left = context.mtu - OPCODE_SIZE - LENGTH_SIZE;
    for (const { handle, type } of attributesIn(request, context)) {
      const isOther = isShort(type) !== isShort(pairs[0]?.uuid ?? type);
      left -= HANDLE_SIZE + (isShort(type) ? 2 : 16);
      if (isOther || left < 0) break;
      pairs.push({ handle, uuid: type });
    }
    return { kind: 'findInformationResponse', informationData: found(pairs, request) };
  },

  /** 3.4.3.3. Values that this peer may not read are passed over. */
  async findByTypeValueRequest(request, context) {
    const wanted = toHex(request.attributeValue);
    const ranges: { foundAttributeHandle: number; groupEndHandle: number }[] = [];
    const capacity = Math.floor((context.mtu - OPCODE_SIZE) / (2 * HANDLE_SIZE));
    for (const attribute of attributesIn(request, context)) {
      if (attribute.type !== request.attributeType) continue;
      const value = await readableValue(attribute, context);
      if (value === undefined || toHex(value) !== wanted) continue;
      const { handle, endGroupHandle = handle } = attribute;
      ranges.push({ foundAttributeHandle: handle, groupEndHandle: endGroupHandle });
      if (ranges.length === capacity) break;
    }
    return {
      kind: 'findByTypeValueResponse',
      handlesInformationList: found(ranges, request),
    };
  },

  /** 3.4.4.1 */
  async readByTypeRequest(request, context) {
    const { kind: by, attributeType } = request;
    const attributes = attributesIn(request, context);
    const list = await valuesOf(attributes, attributeType, context, { by, headSize: HANDLE_SIZE });
    return {
      kind: 'readByTypeResponse',
      attributeDataList: found(list, request).map(({ attribute, value }) => ({
        attributeHandle: attribute.handle,
        attributeValue: value,
      })),
    };
  },

  /** 3.4.4.9 */
  async readByGroupTypeRequest(request, context) {
    const { kind: by, attributeGroupType, startingHandle } = request;
    const attributes = attributesIn(request, context);
    if (!context.store.isGroupType(attributeGroupType)) {
      throw new AttError(AttErrorCode.unsupportedGroupType, startingHandle);
    }
    const headSize = 2 * HANDLE_SIZE;
    const list = await valuesOf(attributes, attributeGroupType, context, { by, headSize });
    return {
      kind: 'readByGroupTypeResponse',
      attributeDataList: found(list, request).map(({ attribute, value }) => ({
        attributeHandle: attribute.handle,
        endGroupHandle: attribute.endGroupHandle ?? attribute.handle,
        attributeValue: value,
      })),
    };
  },
};

interface AttributeValue {
  readonly attribute: Attribute;
  readonly value: Uint8Array;
}

interface ListLayout {
  readonly by: ReadAccess['by'];
  /** What stands in front of each value. */
  readonly headSize: number;
}

/**
 * Attributes of a type with their values: as many as fit, have the length of the first, and may be
 * read. When the first may not be read, its error is the answer. The first value is cut to fit.
 */
async function valuesOf(
  attributes: Iterable<Attribute>,
  type: string,
  { store, mtu }: RequestContext,
  { by, headSize }: ListLayout,
): Promise<readonly AttributeValue[]> {
  const list: AttributeValue[] = [];
  let left = mtu - OPCODE_SIZE - LENGTH_SIZE;
  const longest = Math.min(left, MAX_RECORD_SIZE) - headSize;
  for (const attribute of attributes) {
    if (attribute.type !== type) continue;
    try {
      const whole = await store.read(attribute, { by, offset: 0 });
      const value = whole.subarray(0, longest);
      left -= headSize + value.length;
      if (left < 0 || value.length !== (list[0]?.value ?? value).length) break;
      list.push({ attribute, value });
    } catch (error) {
      if (list.length === 0 || !(error instanceof AttError)) throw error;
      break;
    }
  }
  return list;
}

async function readableValue(
  attribute: Attribute,
  { store }: RequestContext,
): Promise<Uint8Array | undefined> {
  try {
    return await store.read(attribute, { by: 'findByTypeValueRequest', offset: 0 });
  } catch (error) {
    if (error instanceof AttError) return undefined;
    throw error;
  }
}
