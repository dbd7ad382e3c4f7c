// `bluebell restore`.

import { systemClock } from '@bluebell/ble/core';
import { restoreBackup } from '../../backup/restore-backup.ts';
import { clean } from '../../plain-text.ts';
import { ExitCode } from '../exit.ts';
import { print, type Terminal } from '../terminal.ts';
import { folderHere } from './folder-here.ts';

/** What it is told. */
export interface RestoreOptions {
  readonly data?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Puts it back; gives the exit code. */
export async function restore(
  file: string,
  { data, json }: RestoreOptions,
  terminal: Terminal,
): Promise<number> {
  const folder = folderHere(data, terminal);
  const { manifest, before } = await restoreBackup(file, folder, systemClock.now());
  if (json) {
    await print(terminal, JSON.stringify({ manifest, before }));
    return ExitCode.ok;
  }
  const { files, version, time } = manifest;
  await print(
    terminal,
    `put back ${files.length} files of ${clean(time)}, bluebell ${clean(version)}`,
  );
  for (const path of before) await print(terminal, `what was there before is in ${clean(path)}`);
  for (const line of keyWords(manifest.removed, before.length > 0)) {
    await print(terminal, clean(line));
  }
  return ExitCode.ok;
}

/** What becomes of keys that were left out when the backup was made. */
function keyWords(removed: readonly string[], wasSomethingHere: boolean): readonly string[] {
  if (removed.length === 0) return [];
  if (wasSomethingHere) return ['it held no keys: those that were here are used'];
  return [
    'it held no keys and no passwords: enter these anew',
    ...removed.map((place) => `  ${place}`),
  ];
}
