// Waiting without sleeping, for tests.

/** Promises that hold once something has become so. */
export class Waiting {
  readonly #checks = new Set<() => void>();

  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!isSo()) return;
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
