// Closes what a command opened, the last first, however the command ends.

/** A list of what is to be closed: `await using closing = new Closing()`. */
export class Closing implements AsyncDisposable {
  readonly #closers: (() => unknown)[] = [];

  /** Adds what is to be done at the end. */
  defer(close: () => unknown): void {
    this.#closers.push(close);
  }

  /** Closes all, even if one fails; throws the first error then. */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.#closers.splice(0).toReversed()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
