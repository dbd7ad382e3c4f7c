// Passwords and keys: values that are used but never shown, not in logs, JSON or the console.

import { BleError, fromHex } from '@bluebell/ble/core';
import { BindKey } from '@bluebell/sensors';

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

/** How many bytes a key may have, and how to say so. */
export interface KeyForm {
  readonly lengths: readonly number[];
  readonly words: string;
}

/** The key that opens the adverts of one sensor. */
export const BIND_KEY: KeyForm = {
  lengths: [16, 12],
  words: 'a bind key has 32 hex digits, or 24 (remotes and dimmers of the first generation)',
};

/** The key that tells one phone's private addresses. Core Spec v5.4, Vol 3, Part H, 2.4.2.1. */
export const IDENTITY_KEY: KeyForm = {
  lengths: [16],
  words: 'an identity key (IRK) has 32 hex digits',
};

/**
 * A key as it was written in a file. One that cannot work is kept with its `problem`: the hub then
 * starts all the same, and the device shows `bad_key_length`.
 */
export class WrittenKey {
  /** What is wrong with it, without a digit of it; `undefined` when it can be used. */
  readonly problem: string | undefined;
  readonly #bytes: Uint8Array;

  constructor(text: string, form: KeyForm) {
    const bytes = bytesOf(text);
    this.#bytes = bytes ?? new Uint8Array();
    this.problem = problemOf(bytes, form);
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

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return fromHex(text);
  } catch (error) {
    // The message of fromHex names a character of the key: it goes no further.
    if (error instanceof BleError) return undefined;
    throw error;
  }
}

function problemOf(bytes: Uint8Array | undefined, form: KeyForm): string | undefined {
  if (!bytes) return `is not made of pairs of hex digits (0-9, a-f); ${form.words}`;
  if (form.lengths.includes(bytes.length)) return undefined;
  return `has ${2 * bytes.length} hex digits; ${form.words}`;
}
