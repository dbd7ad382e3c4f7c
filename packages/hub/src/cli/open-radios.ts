// Opens the radios of commands that listen.

import { dirname, resolve } from 'node:path';
import { BleError } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { type OpenRadioOptions, openRadio } from '@bluebell/radios';
import { ConfigError, configProblem, type LoadedConfig } from '../config/index.ts';
import type { Closing } from './closing.ts';

/** What names begin with that go on with a path. Ports are none: COM3 is in no folder. */
const PATHS = ['replay:', 'unix:'];

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
  options: OpenRadioOptions = {},
): Promise<readonly Radio[]> {
  const radios: Radio[] = [];
  for (const [index, name] of names.entries()) {
    const path = config ? fromFolderOf(config.file, name) : name;
    const radio = await openRadio(path, options).catch((error: unknown) => {
      throw config && error instanceof BleError ? placed(error, index, config) : error;
    });
    closing.defer(() => radio.close());
    radios.push(radio);
  }
  return radios;
}

/** Paths in the configuration start from its folder, wherever the hub was started. */
function fromFolderOf(file: string, name: string): string {
  const scheme = PATHS.find((scheme) => name.startsWith(scheme)) ?? name;
  const path = name.slice(scheme.length);
  return path === '' ? name : scheme + resolve(dirname(file), path);
}

function placed(
  cause: BleError,
  index: number,
  { sourceOf }: Pick<LoadedConfig, 'sourceOf'>,
): ConfigError {
  const path = ['radios', index];
  return new ConfigError([configProblem(sourceOf(path), path, cause.message)], { cause });
}
