// Opens the radios of `bluebell run`.

import { dirname, resolve } from 'node:path';
import { BleError } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { openRadio } from '@bluebell/radios';
import { ConfigError, configProblem, type LoadedConfig } from '../config/index.ts';
import type { Closing } from './closing.ts';

/** What the names of recordings begin with. */
const REPLAY = 'replay:';

/**
 * Opens all, or none.
 *
 * @param config where the names come from; absent for those of the command line.
 * @throws {ConfigError} one that the configuration names cannot be opened; its place there is told.
 * @throws {UsageError} one that the command line names cannot be opened.
 */
export async function openRadios(
  names: readonly string[],
  config: Pick<LoadedConfig, 'file' | 'sourceOf'> | undefined,
  closing: Closing,
): Promise<readonly Radio[]> {
  const radios: Radio[] = [];
  for (const [index, name] of names.entries()) {
    const radio = await openRadio(config ? fromFolderOf(config.file, name) : name).catch(
      (error: unknown) => {
        throw config && error instanceof BleError ? placed(error, index, config) : error;
      },
    );
    closing.defer(() => radio.close());
    radios.push(radio);
  }
  return radios;
}

/** Paths in the configuration start from its folder, wherever the hub was started. */
function fromFolderOf(file: string, name: string): string {
  const path = name.startsWith(REPLAY) ? name.slice(REPLAY.length) : '';
  return path === '' ? name : REPLAY + resolve(dirname(file), path);
}

function placed(
  cause: BleError,
  index: number,
  { sourceOf }: Pick<LoadedConfig, 'sourceOf'>,
): ConfigError {
  const path = ['radios', index];
  return new ConfigError([configProblem(sourceOf(path), path, cause.message)], { cause });
}
