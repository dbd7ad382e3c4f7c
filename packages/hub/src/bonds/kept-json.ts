// JSON in a file that is changed while programs run, several of them at once perhaps.

import { readFile } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import * as z from 'zod';
import { writeAtomically } from '../atomic-file.ts';
import { fileTrouble, systemCode } from '../file-trouble.ts';

/** What is kept, and how it is checked. */
export interface KeptJsonOptions<T> {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** What there is while there is no file. */
  readonly empty: T;
  /** What a user can do about a file that is damaged. */
  readonly remedy: string;
}

/** Changes that are written together. */
interface Batch<T> {
  readonly changes: ((content: T) => T)[];
  readonly written: Promise<void>;
}

/**
 * What is in a file, as it was when it was opened and as it was changed since. Every change is made to
 * the file as it is by then, since another bluebell may have written to it. Nothing is written before
 * the first change; a file that is damaged is never written over.
 */
export class KeptJson<T> {
  readonly #options: KeptJsonOptions<T>;
  #content: T;
  #writing: Promise<void> = Promise.resolve();
  /** Changes that the next write takes along. */
  #batch: Batch<T> | undefined;

  private constructor(options: KeptJsonOptions<T>, content: T) {
    this.#options = options;
    this.#content = content;
  }

  /**
   * Reads the file; one that is not there is empty.
   *
   * @throws {UsageError} it holds something else. @throws {TransportError} it cannot be read.
   */
  static async open<T>(options: KeptJsonOptions<T>): Promise<KeptJson<T>> {
    return new KeptJson(options, (await read(options)) ?? options.empty);
  }

  get path(): string {
    return this.#options.path;
  }

  get content(): T {
    return this.#content;
  }

  /**
   * Makes a change, here at once; settles when it is in the file.
   *
   * @throws {BleError} it is not in the file, and why. It stays made here.
   */
  change(change: (content: T) => T): Promise<void> {
    this.#content = change(this.#content);
    this.#batch ??= this.#begin();
    this.#batch.changes.push(change);
    return this.#batch.written;
  }

  /** Settles when all that was changed is in the file, or could not be written. */
  flush(): Promise<void> {
    return this.#writing;
  }

  /** One write after the other; what is changed until it begins goes with it. */
  #begin(): Batch<T> {
    const changes: ((content: T) => T)[] = [];
    const written = this.#writing.then(() => {
      this.#batch = undefined;
      return this.#write(changes);
    });
    // Whoever made a change is told that it failed; the next one is tried all the same.
    this.#writing = written.catch(() => {});
    return { changes, written };
  }

  async #write(changes: readonly ((content: T) => T)[]): Promise<void> {
    const { path, schema, empty } = this.#options;
    const before = (await read(this.#options)) ?? empty;
    const content = changes.reduce((sofar, change) => change(sofar), before);
    const text = JSON.stringify(z.encode(schema, content), undefined, 2);
    await writeAtomically(path, `${text}\n`, { mode: 0o600, keepsPrevious: false });
  }
}

async function read<T>({ path, schema, remedy }: KeptJsonOptions<T>): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw fileTrouble(path, 'read', cause);
  });
  if (text === undefined) return undefined;
  const damaged = (problem: string) =>
    new UsageError(`${path} is damaged and stays as it is (${problem}): ${remedy}`);
  const parsed = schema.safeParse(jsonOf(text, damaged));
  if (parsed.success) return parsed.data;
  // Where and what, but nothing of the text: there may be keys in it.
  const [issue] = parsed.error.issues;
  throw damaged(`${issue?.path.join('.') || 'all of it'}: ${issue?.message ?? 'wrong'}`);
}

function jsonOf(text: string, damaged: (problem: string) => UsageError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own words quote the text.
    throw damaged('it is no JSON');
  }
}
