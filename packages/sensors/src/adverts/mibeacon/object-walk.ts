// The objects of a frame: id, length, value, one after the other.

import type { Reader } from '@bluebell/ble/codec';
import { DecodeError } from '@bluebell/ble/core';
import type { SensorEvent } from '../../measurement.ts';
import type { Values } from '../../quantities.ts';
import type { MiBeaconObject, ObjectFindings } from './object.ts';

/** Bytes in front of a value: id and length. */
const OBJECT_HEAD = 3;

/** What objects mean on one product. */
export interface ObjectTable {
  /** The row for an id; `undefined` when nothing is known of it. */
  readonly get: (id: number) => MiBeaconObject | undefined;
  /** False on products that have no keys: their button objects mean nothing. */
  readonly hasButtons: boolean;
}

/** How a walk ended. */
export interface WalkEnd {
  /** The last object announces more bytes than there are. */
  readonly isTruncated: boolean;
  /** Bytes too few for an object. */
  readonly trailingBytes: number;
}

const WHOLE: WalkEnd = { isTruncated: false, trailingBytes: 0 };
const TRUNCATED: WalkEnd = { isTruncated: true, trailingBytes: 0 };

/** Goes over all objects; `visit` finds the reader at the value, its `end` at the end of the value. */
export function walkObjects(from: Reader, visit: (id: number, value: Reader) => void): WalkEnd {
  const { end } = from;
  while (from.left >= OBJECT_HEAD) {
    const id = from.u16();
    const length = from.u8();
    if (length > from.left) return TRUNCATED;
    const next = from.offset + length;
    from.end = next;
    visit(id, from);
    from.offset = next;
    from.end = end;
  }
  return from.left === 0 ? WHOLE : { isTruncated: false, trailingBytes: from.left };
}

/** Reads one value, and says what it means; false when its bytes do not fit what its id stands for. */
export function readObject(row: MiBeaconObject, value: Reader, into: ObjectFindings): boolean {
  const { size } = row.value;
  if (size !== undefined && value.left < size) return false;
  try {
    // Fields of a fixed size throw too: a number may stand for nothing.
    const raw = row.value.read(value);
    if (value.left > 0 && !row.isOpenEnded) return false;
    row.means(raw, into);
    return true;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}

const NO_VALUES: Values = Object.freeze({});
const NO_EVENTS: readonly SensorEvent[] = Object.freeze([]);

/** Collects what the objects of one frame say. */
export class Collector implements ObjectFindings {
  #values: Values = NO_VALUES;
  /** The first values are taken as they are, since most frames have one object; then a copy is made. */
  #isOwn = false;
  #events: SensorEvent[] | undefined;

  get found(): { readonly values: Values; readonly events: readonly SensorEvent[] } {
    return { values: this.#values, events: this.#events ?? NO_EVENTS };
  }

  values(values: Values): void {
    if (this.#values === NO_VALUES) {
      this.#values = values;
      return;
    }
    if (!this.#isOwn) {
      this.#values = Object.assign({}, this.#values);
      this.#isOwn = true;
    }
    Object.assign(this.#values, values);
  }

  event(event: SensorEvent): void {
    if (this.#events) this.#events.push(event);
    else this.#events = [event];
  }
}
