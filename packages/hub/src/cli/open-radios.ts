// Opens the radios of commands that listen.

import { dirname, resolve } from 'node:path';
import { BleError } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { type OpenRadioOptions, openRadio } from '@bluebell/radios';
import { ConfigError, configProblem, type LoadedConfig } from '../config/index.ts';
import { isWorthTrying, type KeepParts, KeptRadio } from '../watch/kept-radio.ts';
import type { Closing } from './closing.ts';

/** What names begin with that go on with a path. Ports are none: COM3 is in no folder. */
const PATHS = ['replay:', 'unix:'];

/** Neither breaks, nor would it be of use to open it again. */
const NEVER_KEPT = /^(?:sim$|replay:)/;

/** How to open them. */
export interface OpenRadiosOptions extends OpenRadioOptions {
  /** Opens those again that break. One that is not there at first is waited for, see below. */
  readonly keep?: KeepParts;
}

/**
 * Opens all, or none; where they are kept, those that can be opened. Where none can, it is a mistake of
 * who named them on the command line, but not of who configured them: after a power cut, a hub may be up
 * before its radios are, and must not stay away because of that.
 *
 * @param config where the names come from; absent for those of the command line.
 * @throws {ConfigError} one that the configuration names can never be opened; its place there is told.
 * @throws {UsageError} one that the command line names cannot be opened.
 */
export async function openRadios(
  names: readonly string[],
  config: Pick<LoadedConfig, 'file' | 'sourceOf'> | undefined,
  closing: Closing,
  { keep, ...options }: OpenRadiosOptions = {},
): Promise<readonly Radio[]> {
  const all: Opened[] = [];
  const explained = (error: unknown, index: number) =>
    config && error instanceof BleError ? placed(error, index, config) : error;
  for (const [index, name] of names.entries()) {
    const path = config ? fromFolderOf(config.file, name) : name;
    const opened = await openOne(path, options, keep).catch((error: unknown) => {
      throw explained(error, index);
    });
    closing.defer(() => opened.radio.close());
    all.push(opened);
  }
  const [first] = all;
  if (!config && first?.kind === 'absent' && all.every(({ kind }) => kind === 'absent')) {
    throw first.error;
  }
  for (const opened of all) {
    if (opened.kind === 'absent') opened.radio.keepTrying(opened.error);
  }
  return all.map(({ radio }) => radio);
}

type Opened =
  | { readonly kind: 'there'; readonly radio: Radio }
  | { readonly kind: 'absent'; readonly radio: KeptRadio; readonly error: unknown };

async function openOne(
  path: string,
  options: OpenRadioOptions,
  keep: KeepParts | undefined,
): Promise<Opened> {
  const open = () => openRadio(path, options);
  if (!keep || NEVER_KEPT.test(path)) return { kind: 'there', radio: await open() };
  const radio = new KeptRadio(path, open, keep);
  try {
    await radio.start();
    return { kind: 'there', radio };
  } catch (error) {
    if (!isWorthTrying(error)) throw error;
    return { kind: 'absent', radio, error };
  }
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
