// Waiting without sleeping, for tests.

/** Before a test is out of time, so that it can say what did not come. */
const PATIENCE_MS = 40_000;

/** Promises that hold once something has become so. */
export class Waiting {
  readonly #checks = new Set<() => void>();

  /**
   * Waits until something is so; throws when it has not become so in a long time.
   *
   * @param lacking what is not so yet, for the message. Default: the condition, as it is written.
   */
  until(isSo: () => boolean, lacking: () => string = () => isSo.toString()): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#checks.delete(check);
        reject(new Error(`in ${PATIENCE_MS / 1_000} s it did not come to: ${lacking()}`));
      };
      const timer = setTimeout(giveUp, PATIENCE_MS);
      const check = () => {
        if (!isSo()) return;
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
    });
  }

  check(): void {
    for (const check of this.#checks) check();
  }
}
