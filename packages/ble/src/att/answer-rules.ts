// What a well-formed response must not say. Core Spec v5.4, Vol 3, Part F, 3.4.3, 3.4.4 and 3.4.6.2.

import { toHex } from '../core/index.ts';
import type { Request, RequestKind, RequestOf, Response, ResponseTo } from './exchange.ts';

/** A range of handles in a response; a single attribute is a range of one. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** By request, what is wrong with a response to it; `undefined` where nothing is. */
type Rules = {
  readonly [Kind in RequestKind]?: (
    request: RequestOf<Kind>,
    response: ResponseTo<Kind>,
  ) => string | undefined;
};

/**
 * Without these, a server could make discovery turn in a circle, and a long write store other bytes
 * than were sent.
 */
const RULES: Rules = {
  findInformationRequest: (request, { informationData }) =>
    spanFault(
      request,
      informationData.map(({ handle }) => ({ first: handle, last: handle })),
    ),
  findByTypeValueRequest: (request, { handlesInformationList }) =>
    spanFault(
      request,
      handlesInformationList.map(({ foundAttributeHandle, groupEndHandle }) => ({
        first: foundAttributeHandle,
        last: groupEndHandle,
      })),
    ),
  readByTypeRequest: (request, { attributeDataList }) =>
    spanFault(
      request,
      attributeDataList.map(({ attributeHandle }) => ({
        first: attributeHandle,
        last: attributeHandle,
      })),
    ),
  readByGroupTypeRequest: (request, { attributeDataList }) =>
    spanFault(
      request,
      attributeDataList.map(({ attributeHandle, endGroupHandle }) => ({
        first: attributeHandle,
        last: endGroupHandle,
      })),
    ),
  prepareWriteRequest: (sent, echo) => {
    const isSame =
      sent.attributeHandle === echo.attributeHandle &&
      sent.valueOffset === echo.valueOffset &&
      toHex(sent.partAttributeValue) === toHex(echo.partAttributeValue);
    return isSame ? undefined : 'the echo differs from what was to be written';
  },
  readMultipleVariableRequest: ({ setOfHandles }, { lengthValueTupleList }) =>
    lengthValueTupleList.length <= setOfHandles.length
      ? undefined
      : `${lengthValueTupleList.length} values for ${setOfHandles.length} handles`,
};

/** Says why a response cannot be one to this request; `undefined` where it can. */
export function answerFault(request: Request, response: Response): string | undefined {
  // The cast holds since the response has the opcode that answers the request.
  const rule = RULES[request.kind] as
    | ((request: Request, response: Response) => string | undefined)
    | undefined;
  return rule?.(request, response);
}

interface HandleRange {
  readonly startingHandle: number;
  readonly endingHandle: number;
}

/** Handles ascend, begin within the range asked for, and groups neither end early nor overlap. */
function spanFault({ startingHandle, endingHandle }: HandleRange, spans: readonly Span[]) {
  let lowest = startingHandle;
  for (const { first, last } of spans) {
    if (first < lowest) return 'handles that do not ascend from the first one asked for';
    if (first > endingHandle) return 'a handle beyond the last one asked for';
    if (last < first) return 'a group that ends before it begins';
    lowest = last + 1;
  }
  return undefined;
}
