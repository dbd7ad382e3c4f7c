// Where the web server of a running hub really listens: told by a file, to commands of this machine.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';

const webFile = z.object({ url: z.url({ protocol: /^http$/ }) });

/** Writes it. @throws {TransportError} it cannot be written. */
export function writeWebFile(folder: DataFolder, url: string): Promise<void> {
  const text = `${JSON.stringify({ url } satisfies z.output<typeof webFile>)}\n`;
  return writeAtomically(pathIn(folder), text, { keepsPrevious: false });
}

/** Takes it away: nobody listens any more. */
export function removeWebFile(folder: DataFolder): Promise<void> {
  return rm(pathIn(folder), { force: true });
}

/** The address in it; `undefined` where there is no such file, or none that can be read. */
export async function readWebFile(folder: DataFolder): Promise<string | undefined> {
  try {
    return webFile.parse(JSON.parse(await readFile(pathIn(folder), 'utf8'))).url;
  } catch {
    return undefined;
  }
}

function pathIn({ state }: DataFolder): string {
  return join(state, 'web.json');
}
