// Waiting for peers, which say nothing when something goes wrong.

/** Longer than any step between two hosts on one machine takes, busy as it may be. */
const PATIENCE_MS = 10_000;

/** What a promise gives; after a while without, an error that says what was waited for. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`waited ${PATIENCE_MS} ms in vain for ${what}`);
    timer = setTimeout(() => reject(error), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What comes by itself, kept until it is asked for. */
export class Inbox<T> {
  readonly #what: string;
  readonly #values: T[] = [];
  readonly #takers: ((value: T) => void)[] = [];

  /** @param what what comes, for the error when it does not. */
  constructor(what: string) {
    this.#what = what;
  }

  put(value: T): void {
    const take = this.#takers.shift();
    if (take) take(value);
    else this.#values.push(value);
  }

  next(): Promise<T> {
    const [first] = this.#values.splice(0, 1);
    if (first !== undefined) return Promise.resolve(first);
    const coming = new Promise<T>((resolve) => {
      this.#takers.push(resolve);
    });
    return within(this.#what, coming);
  }
}
