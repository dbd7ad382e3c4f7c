// `bluebell backup`: by the hub that runs, or from its folders.

import { copyFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemClock } from '@bluebell/ble/core';
import * as z from 'zod';
import packageJson from '../../../package.json' with { type: 'json' };
import { makeBackup } from '../../backup/make-backup.ts';
import type { DataFolder } from '../../data-folder.ts';
import { fileTrouble } from '../../file-trouble.ts';
import { clean } from '../../plain-text.ts';
import { FolderInUseError } from '../../store/folder-in-use-error.ts';
import { ExitCode } from '../exit.ts';
import { hubRequest } from '../remote/hub-request.ts';
import { Remote } from '../remote/remote.ts';
import { print, type Terminal } from '../terminal.ts';
import { folderHere } from './folder-here.ts';

/** What it is told. */
export interface BackupCommandOptions {
  readonly keys?: boolean | undefined;
  readonly history?: boolean | undefined;
  readonly data?: string | undefined;
  readonly json?: boolean | undefined;
}

interface Made {
  readonly path: string;
  readonly bytes: number;
  /** What was left out. */
  readonly removed: readonly string[];
}

/** Makes it; gives the exit code. */
export async function backup(
  file: string | undefined,
  options: BackupCommandOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const folder = folderHere(options.data, terminal);
  const made = await fromFolder(folder, file, options).catch((error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    return byHub(folder, file, options, stop);
  });
  if (options.json) {
    await print(terminal, JSON.stringify(made));
    return ExitCode.ok;
  }
  for (const line of wordsOf(made, options)) await print(terminal, clean(line));
  return ExitCode.ok;
}

async function fromFolder(
  folder: DataFolder,
  file: string | undefined,
  { keys = false, history = false }: BackupCommandOptions,
): Promise<Made> {
  const { version } = packageJson;
  const nowMs = systemClock.now();
  const wanted = { file, withKeys: keys, withHistory: history, version, nowMs };
  const { path, bytes, manifest } = await makeBackup(folder, wanted);
  return { path, bytes, removed: manifest.removed };
}

const answer = z.object({ path: z.string(), bytes: z.number(), removed: z.array(z.string()) });

async function byHub(
  folder: DataFolder,
  file: string | undefined,
  { keys = false, history = false }: BackupCommandOptions,
  stop: AbortSignal,
): Promise<Made> {
  const remote = await Remote.ofFolder(folder);
  const made = answer.parse(await hubRequest(remote, 'backup', { keys, history }, stop));
  if (file === undefined) return made;
  const path = resolve(file);
  try {
    await copyFile(made.path, path);
    await rm(made.path);
  } catch (cause) {
    throw fileTrouble(path, 'written', cause);
  }
  return { ...made, path };
}

function wordsOf({ path, bytes, removed }: Made, { keys }: BackupCommandOptions): string[] {
  const size = `${path}: ${Math.ceil(bytes / 1000)} kB`;
  if (keys) return [`${size}, keys and passwords included: keep it to yourself`];
  return [
    `${size}, without keys and passwords ('--keys' for those)`,
    ...removed.map((place) => `  left out: ${place}`),
  ];
}
