// The text of a file that need not be there.

import { BleError } from '@bluebell/ble/core';
import { systemCode } from '../file-trouble.ts';
import { ConfigError } from './config-error.ts';
import { textOfFile } from './load.ts';
import type { ReadFile } from './read-file.ts';

/**
 * The text; `undefined` where there is no such file.
 *
 * @throws {ConfigError} it is there, and cannot be read.
 */
export async function textIfAny(file: string, readFile: ReadFile): Promise<string | undefined> {
  try {
    return await textOfFile(file, readFile);
  } catch (error) {
    const cause = error instanceof ConfigError ? error.cause : undefined;
    if (cause instanceof BleError && systemCode(cause.cause) === 'ENOENT') return undefined;
    throw error;
  }
}
