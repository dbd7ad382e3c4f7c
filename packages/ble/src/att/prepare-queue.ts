// What a client has prepared to write. Core Spec v5.4, Vol 3, Part F, 3.4.6.

import { AttError } from './att-error.ts';
import type { Attribute, AttributeWrite } from './attribute-store.ts';
import { MAX_VALUE_LENGTH } from './bearer.ts';
import { AttErrorCode } from './error-code.ts';

/** The queue of one client. It holds no more than it may; a full one refuses. */
export class PrepareQueue {
  readonly #capacity: number;
  #parts: AttributeWrite[] = [];

  /** @param capacity how many parts it holds: 29 are one value of 512 bytes at ATT_MTU 23. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** @throws {AttError} Prepare Queue Full. */
  add(part: AttributeWrite): void {
    if (this.#parts.length >= this.#capacity) {
      throw new AttError(AttErrorCode.prepareQueueFull, part.attribute.handle);
    }
    this.#parts.push(part);
  }

  clear(): void {
    this.#parts = [];
  }

  /**
   * Empties the queue, and gives its parts in order, those joined that adjoin.
   *
   * @throws {AttError} a part that reaches beyond the longest value. The queue is empty then, too.
   */
  take(): readonly AttributeWrite[] {
    const parts = this.#parts;
    this.#parts = [];
    for (const { attribute, offset, value } of parts) {
      if (offset > MAX_VALUE_LENGTH) {
        throw new AttError(AttErrorCode.invalidOffset, attribute.handle);
      }
      if (offset + value.length > MAX_VALUE_LENGTH) {
        throw new AttError(AttErrorCode.invalidAttributeValueLength, attribute.handle);
      }
    }
    return runsOf(parts).map(joined);
  }
}

interface Run {
  readonly attribute: Attribute;
  readonly offset: number;
  readonly values: Uint8Array[];
  end: number;
}

/** Parts of one attribute that follow each other without a gap. */
function runsOf(parts: readonly AttributeWrite[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { attribute, offset, value } of parts) {
    const last = runs.at(-1);
    if (last && last.attribute.handle === attribute.handle && last.end === offset) {
      last.values.push(value);
      last.end += value.length;
    } else {
      runs.push({ attribute, offset, values: [value], end: offset + value.length });
    }
  }
  return runs;
}

function joined({ attribute, offset, values, end }: Run): AttributeWrite {
  const value = new Uint8Array(end - offset);
  let at = 0;
  for (const part of values) {
    value.set(part, at);
    at += part.length;
  }
  return { attribute, offset, value };
}
