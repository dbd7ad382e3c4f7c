// Whether the hub can keep what it knows, and keep it to itself.

import { access, constants, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from '../../data-folder.ts';
import { systemCode } from '../../file-trouble.ts';
import type { Finding } from '../finding.ts';

/** Below this, the history and a few backups do not fit any more. */
const LITTLE_BYTES = 100 * 2 ** 20;

/** Folders that are not there yet are made by the hub, and no trouble. */
export async function folderFindings({
  folder,
}: {
  readonly folder: DataFolder;
}): Promise<readonly Finding[]> {
  const findings = await Promise.all([
    ...[folder.config, folder.state].map(ofFolder),
    ofKeys(folder.config),
  ]);
  return findings.flat();
}

/** Files of keys and passwords that were written by hand, or came from elsewhere: ours are for their owner. */
async function ofKeys(folder: string): Promise<readonly Finding[]> {
  // Windows has no such bits, and what is in a closed folder nobody reaches.
  if (process.platform === 'win32' || !(await mayOthers(folder, constants.S_IXOTH))) return [];
  const names = ['config.yaml', 'secrets.yaml', 'mi32cfg'];
  const readable = await Promise.all(
    names.map((name) => mayOthers(join(folder, name), constants.S_IROTH)),
  );
  const open = names.filter((_, i) => readable[i]).map((name) => join(folder, name));
  if (open.length === 0) return [];
  const finding = {
    code: 'keys_readable',
    severity: 'warning',
    text: `Every user of this machine can read ${open.join(', ')}, where keys and passwords may stand.`,
    nextStep: `Keep them to the user of the hub: chmod go-rwx ${open.join(' ')}`,
  } as const;
  return [finding];
}

/** Whether users who have nothing to do with it have this right. */
async function mayOthers(path: string, right: number): Promise<boolean> {
  const { mode } = (await stat(path).catch(() => undefined)) ?? { mode: 0 };
  return (mode & right) !== 0;
}

async function ofFolder(path: string): Promise<readonly Finding[]> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize < LITTLE_BYTES ? [nearlyFull(path, bavail * bsize)] : [];
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? [] : [notWritable(path, code ?? String(error))];
  }
}

function nearlyFull(path: string, bytes: number): Finding {
  return {
    code: 'not_stored',
    severity: 'warning',
    text: `The disk of ${path} has ${Math.floor(bytes / 2 ** 20)} MiB left.`,
    nextStep: 'Make room, or keep less: history.raw_days, history.max_mb.',
  };
}

function notWritable(path: string, code: string): Finding {
  return {
    code: 'no_rights',
    severity: 'fault',
    text: `${path} cannot be written by this user (${code}).`,
    nextStep: 'Run this as the user of the hub, or let that user at the folder.',
  };
}
