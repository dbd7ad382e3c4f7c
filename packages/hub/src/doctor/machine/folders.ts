// Whether the hub can keep what it knows.

import { access, constants, statfs } from 'node:fs/promises';
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
  const findings = await Promise.all([folder.config, folder.state].map(ofFolder));
  return findings.flat();
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
