// Cuts bytes into parts, one after the other: nothing is left out, and nothing is cut twice.

import { type Field, fieldsOf, Reader } from '@bluebell/ble/codec';
import { DecodeError, toHex } from '@bluebell/ble/core';
import type { FramePart } from './frame-part.ts';
import { titleOf, wordsOf } from './words.ts';

/** What is said of a part, and what is to be known besides. */
export interface Said {
  readonly value: string;
  readonly note?: string | undefined;
}

/** Where a cutter stands. */
interface Place {
  readonly depth: number;
  /** How far the data begins before the bytes that are cut: those of a plain text stand elsewhere. */
  readonly shift: number;
  /** What holds for all parts, such as `decrypted`. */
  readonly note?: string | undefined;
}

/** More bytes are not shown as a value: the hex of the whole frame stands beside them. */
const SHOWN_BYTES = 64;

/** Cuts a run of bytes. It never throws, and always moves on. */
export class Cutter {
  readonly #from: Reader;
  readonly #parts: FramePart[];
  readonly #place: Place;

  constructor(from: Reader, parts: FramePart[], place: Place = { depth: 0, shift: 0 }) {
    this.#from = from;
    this.#parts = parts;
    this.#place = place;
  }

  /** Bytes that are not cut yet. */
  get left(): number {
    return this.#from.left;
  }

  /** A reader of the next bytes, which leaves them to be cut. */
  peek(length = this.left): Reader {
    const { bytes, offset } = this.#from;
    return new Reader(bytes, offset, offset + Math.min(length, this.left));
  }

  /** One part of so many bytes; where there are fewer, what is there, `cut short`. */
  cut(name: string, length: number, say: (value: Reader) => Said | string): void {
    const there = Math.min(length, this.left);
    if (there <= 0) return;
    const value = this.peek(there);
    const said = there < length ? { value: hexOf(value), note: 'cut short' } : saidOf(value, say);
    this.#add(there, name, said);
  }

  /** One field that tells its size; gives what was read, or `undefined` where bytes are lacking. */
  field<T>(name: string, field: Field<T>, say: (value: T) => Said | string): T | undefined {
    const { size = this.left } = field;
    let found: T | undefined;
    this.cut(name, size, (from) => {
      found = field.read(from);
      return say(found);
    });
    return found;
  }

  /** The fields of a struct, each a part: what their names and units say. */
  struct(what: Pick<Field<unknown>, 'size'>): void {
    for (const [name, field] of Object.entries(fieldsOf(what) ?? {})) {
      if (fieldsOf(field)) this.struct(field);
      else this.field(titleOf(name), field, (value: unknown) => wordsOf(name, value));
    }
  }

  /**
   * A part that is made of others: `fill` cuts them, and says what they come to. What it leaves over
   * is cut as bytes that nobody has described, unless it cut nothing at all.
   */
  group(name: string, length: number, fill: (inside: Cutter) => Said | string): void {
    const there = Math.min(length, this.left);
    if (there <= 0) return;
    const at = this.#parts.length;
    const place = { ...this.#place, depth: this.#place.depth + 1 };
    const inside = new Cutter(this.peek(there), this.#parts, place);
    this.#add(there, name, { value: '' });
    const said = fill(inside);
    if (inside.left < there) inside.remains();
    const part = this.#parts[at];
    const isShort = there < length;
    if (part)
      this.#parts[at] = withSaid(part, isShort ? { ...saidWhole(said), note: 'cut short' } : said);
  }

  /**
   * Bytes that were opened by a key: `fill` finds a cutter at the plain text. Each byte of it stands
   * where that of the cipher text does.
   */
  opened(name: string, plaintext: Uint8Array, fill: (inside: Cutter) => Said | string): void {
    const there = Math.min(plaintext.length, this.left);
    const start = this.#from.offset + this.#place.shift;
    const place = { depth: this.#place.depth + 1, shift: start, note: 'decrypted' };
    const at = this.#parts.length;
    this.#add(there, name, { value: '', note: 'decrypted' });
    const inside = new Cutter(new Reader(plaintext, 0, there), this.#parts, place);
    const said = fill(inside);
    if (inside.left < there) inside.remains();
    const part = this.#parts[at];
    if (part) this.#parts[at] = withSaid(part, { note: 'decrypted', ...saidWhole(said) });
  }

  /** All that is left, as bytes. */
  remains(name = 'more bytes', note?: string): void {
    this.cut(name, this.left, (value) => ({ value: hexOf(value), note }));
  }

  #add(length: number, name: string, { value, note = this.#place.note }: Said): void {
    const { depth, shift } = this.#place;
    const offset = this.#from.skip(length) + shift;
    this.#parts.push({ offset, length, name, value, depth, ...(note !== undefined && { note }) });
  }
}

/** Bytes as lower-case hex, cut where they are many. */
export function hexOf(from: Reader): string {
  const { left } = from;
  const hex = toHex(from.view(Math.min(left, SHOWN_BYTES)));
  return left > SHOWN_BYTES ? `${hex}… (${left} bytes)` : hex;
}

function saidOf(value: Reader, say: (value: Reader) => Said | string): Said {
  const whole = new Reader(value.bytes, value.offset, value.end);
  try {
    return saidWhole(say(value));
  } catch (error) {
    if (error instanceof DecodeError) return { value: hexOf(whole), note: 'not understood' };
    throw error;
  }
}

function saidWhole(said: Said | string): Said {
  return typeof said === 'string' ? { value: said } : said;
}

function withSaid({ note: before, ...part }: FramePart, said: Said | string): FramePart {
  const { value, note = before } = saidWhole(said);
  return { ...part, value, ...(note !== undefined && { note }) };
}
