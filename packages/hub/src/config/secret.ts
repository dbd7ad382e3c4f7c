// Passwords and keys: values that are used but never shown, not in logs, JSON or the console.

import { BindKey } from '@bluebell/sensors';
import {
  BIND_KEY,
  IDENTITY_KEY,
  type KeyForm,
  keyBytes,
  keyProblem,
} from '@bluebell/sensors/mi32cfg';

/** Text that nobody may read by accident, such as a password. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself: for the one place that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A file that a setting names, with what it holds. It shows its path alone. */
export class SettingFile {
  readonly path: string;
  readonly #bytes: Uint8Array;

  constructor(path: string, bytes: Uint8Array) {
    this.path = path;
    this.#bytes = bytes;
  }

  /** What it holds, as bytes. */
  revealBytes(): Uint8Array {
    return this.#bytes;
  }

  /** What it holds, as UTF-8 text. */
  reveal(): string {
    return new TextDecoder().decode(this.#bytes);
  }

  toString(): string {
    return this.path;
  }

  toJSON(): string {
    return this.path;
  }
}

export { BIND_KEY, IDENTITY_KEY, type KeyForm };

/**
 * A key as it was written in a file. One that cannot work is kept with its `problem`: the hub then
 * starts all the same, and the device shows `bad_key_length`.
 */
export class WrittenKey {
  /** What is wrong with it, without a digit of it; `undefined` when it can be used. */
  readonly problem: string | undefined;
  readonly #bytes: Uint8Array;

  constructor(text: string, form: KeyForm) {
    const bytes = keyBytes(text);
    this.#bytes = bytes ?? new Uint8Array();
    this.problem = keyProblem(bytes, form);
  }

  /** For decoders. */
  bindKey(): BindKey {
    return new BindKey(this.#bytes);
  }

  /** The bytes in the order of the digits. A key with a problem may have any number of them. */
  reveal(): Uint8Array {
    return this.#bytes;
  }

  toString(): string {
    return `[key of ${this.#bytes.length} bytes]`;
  }

  toJSON(): string {
    return this.toString();
  }
}
