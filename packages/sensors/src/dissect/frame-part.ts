// What an advert looks like taken apart: a list of parts, each with its place.

/** One part of an advert. Parts of a greater depth belong to the part above them, and fill it. */
export interface FramePart {
  /** Where it begins in the data, in bytes. */
  readonly offset: number;
  /** At least 1. */
  readonly length: number;
  /** What stands there: `temperature`. */
  readonly name: string;
  /** What it says, for people: `21.5 °C`. */
  readonly value: string;
  /** 0 for AD structures. */
  readonly depth: number;
  /** What is to be known besides: `decrypted`, `cut short`. */
  readonly note?: string;
}
