// Where the hub keeps its files: first match of flag, BLUEBELL_DATA, container, systemd, user.

import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileTrouble } from './file-trouble.ts';

/** Which rule found the folder, for telling people. */
export type FolderOrigin = '--data' | 'BLUEBELL_DATA' | 'container' | 'systemd' | 'user';

/** The folders of one hub. Configuration and state are worth a backup. */
export interface DataFolder {
  /** For what people write: `config.yaml`, `secrets.yaml`. */
  readonly config: string;
  /** For what the hub remembers. */
  readonly state: string;
  /** For what was measured: large, and no harm is done without it. Made when it is needed. */
  readonly history: string;
  /** For what can be had anew at any time. Made when it is needed. */
  readonly cache: string;
  readonly origin: FolderOrigin;
}

/** What decides. */
export interface Surroundings {
  /** What the user said on the command line. */
  readonly flag?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly isContainer: boolean;
  readonly isWritable: (path: string) => boolean;
}

/** What a container is told to keep its data in. */
const CONTAINER_DATA = '/data';

/** The folders to use. Nothing is made yet. */
export function findDataFolder(around: Surroundings): DataFolder {
  const { flag, environment } = around;
  if (flag) return inside(resolve(flag), '--data');
  if (environment.BLUEBELL_DATA) return inside(resolve(environment.BLUEBELL_DATA), 'BLUEBELL_DATA');
  if (around.isContainer && around.isWritable(CONTAINER_DATA)) {
    return inside(CONTAINER_DATA, 'container');
  }
  return fromSystemd(around) ?? { ...fromUser(around), origin: 'user' };
}

/** This process's own surroundings. */
export function processSurroundings(flag?: string): Surroundings {
  return {
    flag,
    environment: process.env,
    platform: process.platform,
    home: homedir(),
    isContainer: isContainer(process.env),
    isWritable,
  };
}

/** Folders of their own inside of these: for a demonstration that must not touch real data. */
export function subFolder(folder: DataFolder, name: string): DataFolder {
  return {
    config: join(folder.config, name),
    state: join(folder.state, name),
    history: join(folder.history, name),
    cache: join(folder.cache, name),
    origin: folder.origin,
  };
}

/**
 * Makes the folders of configuration and state where they are missing, open to their owner alone.
 *
 * @throws {TransportError} one cannot be made.
 */
export async function prepareDataFolder({
  config,
  state,
}: Pick<DataFolder, 'config' | 'state'>): Promise<void> {
  for (const path of [config, state]) {
    await makeFolder(path).catch((cause: unknown) => {
      throw fileTrouble(path, 'written', cause);
    });
  }
}

/**
 * Makes a folder and those above it, one after the other: where the system says of a folder that it can
 * neither be made nor is there, as under /proc, the platform's own way tries for ever.
 */
async function makeFolder(path: string): Promise<void> {
  const make = () => mkdir(path, { mode: 0o700 });
  try {
    await make();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path) throw error;
    await makeFolder(above);
    await make();
  }
}

function inside(root: string, origin: FolderOrigin): DataFolder {
  return { ...allIn(root), origin };
}

function allIn(root: string): Omit<DataFolder, 'origin'> {
  return {
    config: join(root, 'config'),
    state: join(root, 'state'),
    history: join(root, 'history'),
    cache: join(root, 'cache'),
  };
}

/** systemd names what it made for the unit; more than one folder stands with colons between. */
function fromSystemd(around: Surroundings): DataFolder | undefined {
  const { CONFIGURATION_DIRECTORY, STATE_DIRECTORY, CACHE_DIRECTORY } = around.environment;
  const config = CONFIGURATION_DIRECTORY?.split(':')[0];
  const given = STATE_DIRECTORY?.split(':')[0];
  if (!config && !given) return undefined;
  const state = given || fromUser(around).state;
  return {
    config: config || join(state, 'config'),
    state,
    history: join(state, 'history'),
    cache: CACHE_DIRECTORY?.split(':')[0] || join(state, 'cache'),
    origin: 'systemd',
  };
}

function fromUser({ platform, home, environment }: Surroundings): Omit<DataFolder, 'origin'> {
  /** Relative paths do not count: XDG Base Directory Specification. */
  const folder = (variable: string, ...otherwise: string[]) => {
    const path = environment[variable];
    return path && isAbsolute(path) ? path : join(home, ...otherwise);
  };
  if (platform === 'darwin') {
    return {
      ...allIn(join(home, 'Library', 'Application Support', 'bluebell')),
      cache: join(home, 'Library', 'Caches', 'bluebell'),
    };
  }
  if (platform === 'win32') {
    return {
      ...allIn(join(folder('LOCALAPPDATA', 'AppData', 'Local'), 'bluebell')),
      config: join(folder('APPDATA', 'AppData', 'Roaming'), 'bluebell', 'config'),
    };
  }
  const state = join(folder('XDG_STATE_HOME', '.local', 'state'), 'bluebell');
  return {
    config: join(folder('XDG_CONFIG_HOME', '.config'), 'bluebell'),
    state,
    history: join(state, 'history'),
    cache: join(folder('XDG_CACHE_HOME', '.cache'), 'bluebell'),
  };
}

/** Marks that container engines leave. */
function isContainer(environment: Surroundings['environment']): boolean {
  return (
    Boolean(environment.container) ||
    Boolean(environment.KUBERNETES_SERVICE_HOST) ||
    existsSync('/.dockerenv') ||
    existsSync('/run/.containerenv')
  );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
