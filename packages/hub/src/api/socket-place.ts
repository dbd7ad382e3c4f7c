// Where the socket of a hub is, for programs of the same user: in the folder of the state, or, where
// that folder's name is too long for one, in a folder of its own that a file there names.

import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { writeAtomically } from '../atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';

const SOCKET = 'hub.sock';

/** Names the place of the socket, where it is elsewhere. */
const POINTER = 'hub.sock.path';

/** Bytes that the name of a socket may have: 108 on Linux, 104 on macOS, each with a zero behind. */
const LONGEST_NAME = 103;

/** Where a folder has none of its own. */
type Surroundings = Readonly<Record<string, string | undefined>>;

/** Where the hub of this folder listens, if it runs. */
export async function findSocket(
  { state }: Pick<DataFolder, 'state'>,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const near = nearPath(state, platform);
  if (fits(near, platform)) return near;
  const far = await readFile(join(state, POINTER), 'utf8').catch(() => '');
  return far.trim() || near;
}

/** Where to listen, and how to tidy up behind. @throws {TransportError} the place cannot be noted. */
export async function placeSocket(
  { state }: Pick<DataFolder, 'state'>,
  env: Surroundings = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const near = nearPath(state, platform);
  if (fits(near, platform)) {
    const isFile = platform !== 'win32';
    return { path: near, remove: async () => (isFile ? rm(near, { force: true }) : undefined) };
  }
  const folder = await mkdtemp(join(env.XDG_RUNTIME_DIR || tmpdir(), 'bluebell-'));
  const path = join(folder, SOCKET);
  const pointer = join(state, POINTER);
  await writeAtomically(pointer, `${path}\n`, { keepsPrevious: false });
  return {
    path,
    async remove() {
      await rm(dirname(path), { recursive: true, force: true });
      await rm(pointer, { force: true });
    },
  };
}

/** Windows has pipes in the place of such files; their names are no paths. */
function nearPath(state: string, platform: NodeJS.Platform): string {
  const path = resolve(state);
  if (platform !== 'win32') return join(path, SOCKET);
  const digest = createHash('sha256').update(path.toLowerCase()).digest('hex');
  return `\\\\.\\pipe\\bluebell-${digest.slice(0, 32)}`;
}

function fits(path: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' || Buffer.byteLength(path) <= LONGEST_NAME;
}
