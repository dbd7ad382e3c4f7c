// What tells one hub from another: made up once, and kept.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@bluebell/ble/core';
import { writeAtomically } from './atomic-file.ts';
import type { DataFolder } from './data-folder.ts';

const FILE = 'instance-id';
const FORM = /^[0-9a-f]{12}$/;

/**
 * The identity of the hub that keeps its data in this folder: twelve hex digits.
 *
 * @throws {TransportError} it cannot be written.
 */
export async function instanceId({ state }: Pick<DataFolder, 'state'>): Promise<string> {
  const path = join(state, FILE);
  const kept = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  if (FORM.test(kept)) return kept;
  const made = toHex(randomBytes(6));
  await writeAtomically(path, `${made}\n`);
  return made;
}
