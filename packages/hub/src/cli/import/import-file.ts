// `bluebell import`: finds out what a file is, and takes it over.

import { UsageError } from '@bluebell/ble/core';
import { readSmallFile } from '../../config/read-file.ts';
import { errorText } from '../../error-text.ts';
import { IMPORT_KINDS, kindOf } from '../../import/kinds.ts';
import { importMi32Config } from '../mi32/import-mi32cfg.ts';
import type { Terminal } from '../terminal.ts';
import type { ImportRequest } from './import-command.ts';
import { type ImportDevicesOptions, importDevices } from './import-devices.ts';

/**
 * Takes it over; gives the exit code.
 *
 * @throws {UsageError} it cannot be read, nobody can tell what it is, or it is not what it should be.
 */
export async function importFile(
  { file, kind: asked }: ImportRequest,
  options: ImportDevicesOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const bytes = await readSmallFile(file).catch((cause: unknown) => {
    // The wrong file, as one that is nothing we know.
    throw new UsageError(errorText(cause), { cause });
  });
  const text = new TextDecoder().decode(bytes);
  const kind = asked ?? kindOf(text, file);
  if (kind === undefined) {
    throw new UsageError(
      `${file} is nothing that can be taken over; --from tells what it is: ${IMPORT_KINDS.join(', ')}`,
    );
  }
  if (kind !== 'mi32cfg') return importDevices(kind, file, text, options, terminal);
  if (options.dryRun) throw new UsageError('--dry-run is not for mi32cfg: it keeps the old file');
  return importMi32Config(file, options, terminal, stop);
}
