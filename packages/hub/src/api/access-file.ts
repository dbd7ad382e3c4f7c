// The password that was set in the browser: kept in the folder of the state, as a hash.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransportError } from '@bluebell/ble/core';
import * as z from 'zod';
import { writeAtomically } from '../atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';
import { fileTrouble, systemCode } from '../file-trouble.ts';
import { hashPassword, isPassword, type PasswordHash, passwordHash } from './password.ts';

const accessFile = z.strictObject({ version: z.literal(1), password: passwordHash });

/** The file, and what it holds. */
export class AccessFile {
  readonly #path: string;
  #kept: PasswordHash | undefined;

  private constructor(path: string, kept: PasswordHash | undefined) {
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
    return this.#kept !== undefined;
  }

  /** Whether it is the one. */
  async isPassword(given: string): Promise<boolean> {
    return this.#kept !== undefined && isPassword(given, this.#kept);
  }

  /** Keeps a new one. @throws {TransportError} it cannot be written; the one before stays. */
  async setPassword(password: string): Promise<void> {
    const kept = await hashPassword(password);
    const content = { version: 1, password: kept } satisfies z.output<typeof accessFile>;
    await writeAtomically(this.#path, `${JSON.stringify(content)}\n`, { keepsPrevious: false });
    this.#kept = kept;
  }
}

async function read(path: string): Promise<PasswordHash | undefined> {
  try {
    return accessFile.parse(JSON.parse(await readFile(path, 'utf8'))).password;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return undefined;
    if (code !== undefined) throw fileTrouble(path, 'read', error);
    throw new TransportError(`${path} is damaged: remove it to set a new password`, {
      cause: error,
    });
  }
}
