// Where compiled code is kept between starts.

import { isAbsolute, join } from 'node:path';

/** What decides. */
export interface CodeSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * A folder that this user alone writes; `undefined` where nothing is to be kept. The two variables that
 * Node knows for its own compiled code hold here too.
 */
export function codeFolder(around: CodeSurroundings): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE, NODE_COMPILE_CACHE, CACHE_DIRECTORY } = around.environment;
  if (NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (NODE_COMPILE_CACHE) return NODE_COMPILE_CACHE;
  // systemd names what it made for the unit; more than one folder stands with colons between.
  const ofUnit = CACHE_DIRECTORY?.split(':')[0];
  if (ofUnit) return join(ofUnit, 'code');
  return join(ofUser(around), 'bluebell', 'code');
}

function ofUser({ platform, home, environment }: CodeSurroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  const path = environment[platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME'];
  if (path && isAbsolute(path)) return path;
  return platform === 'win32' ? join(home, 'AppData', 'Local') : join(home, '.cache');
}
