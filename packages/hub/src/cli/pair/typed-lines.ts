// Lines that are typed in answer to questions, or come from a file.

import { createInterface, type Interface } from 'node:readline';
import type { Terminal } from '../terminal.ts';

/** What came of waiting for a line. */
export type TypedLine =
  | { readonly kind: 'line'; readonly text: string }
  /** There will be no more. */
  | { readonly kind: 'end' }
  /** Waiting was given up; the line, if it comes, is for the next who asks. */
  | { readonly kind: 'aborted' };

/** Lines one by one; those that come before they are asked for wait. */
export class TypedLines {
  readonly #lines: Interface;
  readonly #iterator: AsyncIterator<string>;
  #next: Promise<IteratorResult<string>> | undefined;

  constructor(input: Terminal['stdin']) {
    // Without history and line editing: the terminal's own will do, and nothing is kept.
    this.#lines = createInterface({ input, terminal: false });
    this.#iterator = this.#lines[Symbol.asyncIterator]();
  }

  async next(signal: AbortSignal): Promise<TypedLine> {
    this.#next ??= this.#iterator.next();
    const found = await Promise.race([this.#next, aborted(signal)]);
    if (found === undefined) return { kind: 'aborted' };
    this.#next = undefined;
    return found.done ? { kind: 'end' } : { kind: 'line', text: found.value };
  }

  /** Reads no more. */
  close(): void {
    this.#lines.close();
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
