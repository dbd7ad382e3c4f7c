// Bytes that came in pieces and wait for the rest of what they belong to.

/** Pieces in a row, put together only once somebody asks: many small ones cost no more than few. */
export class Waiting {
  #pieces: Uint8Array[] = [];
  #size = 0;

  /** How many bytes wait. */
  get size(): number {
    return this.#size;
  }

  /** Appends a piece, which is not copied yet: leave it as it is. */
  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#size += piece.length;
  }

  /** All bytes in one piece. Nothing waits any more. */
  take(): Uint8Array {
    const pieces = this.#pieces;
    const size = this.#size;
    this.#pieces = [];
    this.#size = 0;
    const [first] = pieces;
    if (first && pieces.length === 1) return first;
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}
