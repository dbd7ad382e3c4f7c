// What all answers to requests draw on. Core Spec v5.4, Vol 3, Part F, 3.4.1.1.

import { AttError } from './att-error.ts';
import type { Attribute, AttributeStore } from './attribute-store.ts';
import { AttErrorCode } from './error-code.ts';
import type { RequestKind, RequestOf, ResponseTo } from './exchange.ts';
import type { PrepareQueue } from './prepare-queue.ts';

/** The server as its answers see it. */
export interface RequestContext {
  readonly store: AttributeStore;
  readonly queue: PrepareQueue;
  /** ATT_MTU as it is when the request is answered. */
  readonly mtu: number;
  /** The most bytes that we take in one PDU. */
  readonly rxMtu: number;
  /** Whether the channel brought its MTU with it. */
  readonly isEnhanced: boolean;
  /** Makes an MTU the one that holds, from behind the answer on. */
  readonly agreeOnMtu: (mtu: number) => void;
}

/** Answers requests by name; throws `AttError` for an Error Response. */
export type Answers<Kinds extends RequestKind> = {
  readonly [Kind in Kinds]: (
    request: RequestOf<Kind>,
    context: RequestContext,
  ) => ResponseTo<Kind> | Promise<ResponseTo<Kind>>;
};

/** The attribute of a handle. @throws {AttError} Invalid Handle. */
export function attributeAt(handle: number, { store }: RequestContext): Attribute {
  const [attribute] = handle === 0 ? [] : store.attributes(handle, handle);
  if (!attribute) throw new AttError(AttErrorCode.invalidHandle, handle);
  return attribute;
}

interface HandleRange {
  readonly startingHandle: number;
  readonly endingHandle: number;
}

/** The attributes of a range. @throws {AttError} Invalid Handle: it begins with 0, or ends before it begins. */
export function attributesIn(
  { startingHandle, endingHandle }: HandleRange,
  { store }: RequestContext,
): Iterable<Attribute> {
  if (startingHandle === 0 || startingHandle > endingHandle) {
    throw new AttError(AttErrorCode.invalidHandle, startingHandle);
  }
  return store.attributes(startingHandle, endingHandle);
}

/** What was found. @throws {AttError} Attribute Not Found, when nothing was. */
export function found<T>(items: readonly T[], { startingHandle }: HandleRange): readonly T[] {
  if (items.length === 0) throw new AttError(AttErrorCode.attributeNotFound, startingHandle);
  return items;
}
