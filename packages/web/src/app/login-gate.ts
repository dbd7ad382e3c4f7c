// Where calls wait until somebody has logged in.

/** Open or shut. Those who wait go on together once it opens. */
export class LoginGate {
  #waiting: (() => void)[] = [];
  #isShut = false;
  readonly #listeners = new Set<() => void>();

  /** Whether a login is asked for. */
  get isShut(): boolean {
    return this.#isShut;
  }

  /** Asks for a login, and waits until there was one. */
  pass(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.shut();
    });
  }

  /** Asks for a login. */
  shut(): void {
    if (this.#isShut) return;
    this.#isShut = true;
    this.#tell();
  }

  /** Somebody has logged in. */
  open(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isShut = false;
    this.#tell();
    for (const go of waiting) go();
  }

  /** Calls `listener` whenever it opens or shuts, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The page's own. */
export const loginGate = new LoginGate();
