import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findDataFolder,
  prepareDataFolder,
  processSurroundings,
  type Surroundings,
  subFolder,
} from './data-folder.ts';

/** Everything says something else: each test takes the first away. */
const ALL: Surroundings = {
  flag: '/flag',
  environment: {
    BLUEBELL_DATA: '/variable',
    CONFIGURATION_DIRECTORY: '/etc/bluebell:/etc/other',
    STATE_DIRECTORY: '/var/lib/bluebell',
    CACHE_DIRECTORY: '/var/cache/bluebell',
    XDG_CONFIG_HOME: '/xdg/config',
    XDG_STATE_HOME: '/xdg/state',
    XDG_CACHE_HOME: '/xdg/cache',
  },
  platform: 'linux',
  home: '/home/me',
  isContainer: true,
  isWritable: (path) => path === '/data',
};
const { BLUEBELL_DATA: _, ...SYSTEMD } = ALL.environment;
const XDG = {
  XDG_CONFIG_HOME: '/xdg/config',
  XDG_STATE_HOME: '/xdg/state',
  XDG_CACHE_HOME: '/xdg/cache',
};

describe('findDataFolder', () => {
  it.each<[string, Partial<Surroundings>, string, string, string, string]>([
    ['--data', {}, '/flag/config', '/flag/state', '/flag/history', '/flag/cache'],
    [
      'BLUEBELL_DATA',
      { flag: undefined },
      '/variable/config',
      '/variable/state',
      '/variable/history',
      '/variable/cache',
    ],
    [
      'container',
      { flag: undefined, environment: SYSTEMD },
      '/data/config',
      '/data/state',
      '/data/history',
      '/data/cache',
    ],
    [
      'systemd',
      { flag: undefined, environment: SYSTEMD, isContainer: false },
      '/etc/bluebell',
      '/var/lib/bluebell',
      '/var/lib/bluebell/history',
      '/var/cache/bluebell',
    ],
    [
      'systemd',
      { flag: undefined, environment: SYSTEMD, isWritable: () => false },
      '/etc/bluebell',
      '/var/lib/bluebell',
      '/var/lib/bluebell/history',
      '/var/cache/bluebell',
    ],
    [
      'user',
      { flag: undefined, environment: XDG, isContainer: false },
      '/xdg/config/bluebell',
      '/xdg/state/bluebell',
      '/xdg/state/bluebell/history',
      '/xdg/cache/bluebell',
    ],
    [
      'user',
      { flag: undefined, environment: {}, isContainer: false },
      '/home/me/.config/bluebell',
      '/home/me/.local/state/bluebell',
      '/home/me/.local/state/bluebell/history',
      '/home/me/.cache/bluebell',
    ],
  ])('takes the first that is there: %s', (origin, change, config, state, history, cache) => {
    const found = { config, state, history, cache, origin };
    expect(findDataFolder({ ...ALL, ...change })).toEqual(found);
  });

  it('starts relative paths of people from where they are', () => {
    expect(findDataFolder({ ...ALL, flag: 'here' }).config).toBe(resolve('here', 'config'));
  });

  it('passes over relative XDG paths, as their specification asks', () => {
    const around = {
      ...ALL,
      flag: undefined,
      isContainer: false,
      environment: { XDG_STATE_HOME: 'x' },
    };
    expect(findDataFolder(around).state).toBe('/home/me/.local/state/bluebell');
  });

  it('does with one folder of systemd where only one is given', () => {
    const around = { ...ALL, flag: undefined, isContainer: false };
    expect(findDataFolder({ ...around, environment: { STATE_DIRECTORY: '/var/lib/b' } })).toEqual({
      config: '/var/lib/b/config',
      state: '/var/lib/b',
      history: '/var/lib/b/history',
      cache: '/var/lib/b/cache',
      origin: 'systemd',
    });
    expect(
      findDataFolder({ ...around, environment: { CONFIGURATION_DIRECTORY: '/etc/b' } }),
    ).toMatchObject({ config: '/etc/b', state: '/home/me/.local/state/bluebell' });
  });

  it('follows the habits of macOS and Windows', () => {
    const around = { ...ALL, flag: undefined, isContainer: false, environment: {} };
    expect(findDataFolder({ ...around, platform: 'darwin' })).toMatchObject({
      config: '/home/me/Library/Application Support/bluebell/config',
      state: '/home/me/Library/Application Support/bluebell/state',
      history: '/home/me/Library/Application Support/bluebell/history',
      cache: '/home/me/Library/Caches/bluebell',
    });
    expect(
      findDataFolder({ ...around, platform: 'win32', environment: { APPDATA: '/roaming' } }),
    ).toMatchObject({
      config: join('/roaming', 'bluebell', 'config'),
      state: join('/home/me', 'AppData', 'Local', 'bluebell', 'state'),
      history: join('/home/me', 'AppData', 'Local', 'bluebell', 'history'),
    });
  });

  it('can be asked about this very process', () => {
    expect(findDataFolder(processSurroundings('/flag')).origin).toBe('--data');
    expect(processSurroundings().isWritable('/no/such/folder')).toBe(false);
  });
});

describe('subFolder', () => {
  it('keeps a demonstration apart from real data', () => {
    const folder = findDataFolder(ALL);
    expect(subFolder(folder, 'demo')).toEqual({
      config: '/flag/config/demo',
      state: '/flag/state/demo',
      history: '/flag/history/demo',
      cache: '/flag/cache/demo',
      origin: '--data',
    });
  });
});

describe('prepareDataFolder', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'bluebell-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('makes what is missing, for its owner alone, and may be called again', async () => {
    const folder = findDataFolder({ ...ALL, flag: join(root, 'a', 'b') });
    await prepareDataFolder(folder);
    await prepareDataFolder(folder);
    for (const path of [join(root, 'a'), folder.config, folder.state]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700);
    }
  });

  it.runIf(process.platform === 'linux')('gives up where no folder can be made', async () => {
    const making = prepareDataFolder(findDataFolder({ ...ALL, flag: '/proc/nope' }));
    await expect(making).rejects.toThrow('/proc/nope');
  });

  it('names a folder that cannot be made', async () => {
    await writeFile(join(root, 'file'), '');
    const making = prepareDataFolder(findDataFolder({ ...ALL, flag: join(root, 'file') }));
    await expect(making).rejects.toThrow(
      'cannot be written: a part of its path is a file, not a folder (ENOTDIR)',
    );
  });
});
