// The last messages, for those who come back: bounded in number and bytes.

import type { Message } from './message.ts';

/** A message that can be asked for again. */
export interface KeptMessage extends Message {
  readonly seq: number;
}

/** How much is kept. */
export interface RingLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** Enough for a phone that was in a pocket for a while. */
export const RING_LIMITS: RingLimits = { messages: 2_000, bytes: 4 * 1024 * 1024 };

/** What a message says of one thing, such as a device: a later one that says all of it takes its place. */
export interface Standing {
  readonly about: string;
  readonly fields: ReadonlySet<string>;
}

/** Messages by number, the oldest first. */
export class Ring {
  readonly #limits: RingLimits;
  readonly #kept = new Map<number, KeptMessage>();
  readonly #standing = new Map<
    string,
    { readonly seq: number; readonly fields: ReadonlySet<string> }
  >();
  #bytes = 0;
  /** All after this one are here, or were replaced by later ones. */
  #floor: number;

  /** @param floor the number of the last message before there was a ring. */
  constructor(floor: number, limits: RingLimits = RING_LIMITS) {
    this.#floor = floor;
    this.#limits = limits;
  }

  get size(): number {
    return this.#kept.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps one. @param standing given where nothing is lost when a later one takes its place. */
  add(message: KeptMessage, standing?: Standing): void {
    if (standing) this.#replace(message.seq, standing);
    this.#kept.set(message.seq, message);
    this.#bytes += message.bytes.length;
    const { messages, bytes } = this.#limits;
    for (const seq of this.#kept.keys()) {
      if (this.#kept.size <= messages && this.#bytes <= bytes) break;
      this.#drop(seq);
      this.#floor = seq;
    }
  }

  /** Nothing of this is to be replaced any more: it is gone. */
  settle(about: string): void {
    this.#standing.delete(about);
  }

  /** All after a message; `undefined` where some of them are gone. */
  after(seq: number): readonly KeptMessage[] | undefined {
    if (seq < this.#floor) return undefined;
    const later: KeptMessage[] = [];
    for (const message of this.#kept.values()) if (message.seq > seq) later.push(message);
    return later;
  }

  #replace(seq: number, { about, fields }: Standing): void {
    const before = this.#standing.get(about);
    if (before && isWithin(before.fields, fields)) this.#drop(before.seq);
    this.#standing.set(about, { seq, fields });
  }

  #drop(seq: number): void {
    const message = this.#kept.get(seq);
    if (!message) return;
    this.#kept.delete(seq);
    this.#bytes -= message.bytes.length;
  }
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) if (!all.has(one)) return false;
  return true;
}
