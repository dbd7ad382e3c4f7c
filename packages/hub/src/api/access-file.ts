// The password that was set in the browser, and the tokens: kept in the folder of the state, as hashes.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransportError } from '@bluebell/ble/core';
import * as z from 'zod';
import { writeAtomically } from '../atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';
import { fileTrouble, systemCode } from '../file-trouble.ts';
import { type KeptToken, keptToken, MOST_TOKENS } from './named-tokens.ts';
import { hashPassword, isPassword, passwordHash } from './password.ts';

const accessFile = z.strictObject({
  version: z.literal(1),
  password: passwordHash.optional(),
  tokens: z.array(keptToken).max(MOST_TOKENS).default([]),
});
type Content = z.output<typeof accessFile>;

/** The file, and what it holds. */
export class AccessFile {
  readonly #path: string;
  #kept: Content;
  /** One after the other: each begins with what the one before it wrote. */
  #written: Promise<unknown> = Promise.resolve();

  private constructor(path: string, kept: Content) {
    this.#path = path;
    this.#kept = kept;
  }

  /** @throws {TransportError} there is one, but it cannot be read: nobody is let in by mistake then. */
  static async open({ state }: Pick<DataFolder, 'state'>): Promise<AccessFile> {
    const path = join(state, 'access.json');
    return new AccessFile(path, await read(path));
  }

  /** Whether a password was set. */
  get hasPassword(): boolean {
    return this.#kept.password !== undefined;
  }

  /** What changes with the password, and tells nothing of it. */
  get passwordMark(): string | undefined {
    return this.#kept.password?.hash;
  }

  get tokens(): readonly KeptToken[] {
    return this.#kept.tokens;
  }

  /** Whether it is the one. */
  async isPassword(given: string): Promise<boolean> {
    const { password } = this.#kept;
    return password !== undefined && isPassword(given, password);
  }

  /** Keeps a new one. @throws {TransportError} it cannot be written; the one before stays. */
  async setPassword(given: string): Promise<void> {
    const password = await hashPassword(given);
    await this.#write((kept) => ({ ...kept, password }));
  }

  /** Keeps others. @throws {TransportError} they cannot be written; those before stay. */
  async setTokens(tokens: readonly KeptToken[]): Promise<void> {
    await this.#write((kept) => ({ ...kept, tokens: [...tokens] }));
  }

  #write(change: (kept: Content) => Content): Promise<void> {
    const writing = this.#written.then(async () => {
      const content = change(this.#kept);
      await writeAtomically(this.#path, `${JSON.stringify(content)}\n`, { keepsPrevious: false });
      this.#kept = content;
    });
    this.#written = writing.catch(() => undefined);
    return writing;
  }
}

async function read(path: string): Promise<Content> {
  try {
    return accessFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return { version: 1, tokens: [] };
    if (code !== undefined) throw fileTrouble(path, 'read', error);
    throw new TransportError(`${path} is damaged: remove it to set a new password`, {
      cause: error,
    });
  }
}
