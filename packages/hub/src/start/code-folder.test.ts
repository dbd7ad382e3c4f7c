import { describe, expect, it } from 'vitest';
import { codeFolder } from './code-folder.ts';

const USER = { platform: 'linux', home: '/home/anna' } as const;

describe('codeFolder', () => {
  it.each([
    [{}, '/home/anna/.cache/bluebell/code'],
    [{ XDG_CACHE_HOME: '/var/tmp/anna' }, '/var/tmp/anna/bluebell/code'],
    [{ XDG_CACHE_HOME: 'relative' }, '/home/anna/.cache/bluebell/code'],
    [{ CACHE_DIRECTORY: '/var/cache/bluebell:/var/cache/other' }, '/var/cache/bluebell/code'],
    [{ CACHE_DIRECTORY: '/var/cache/bluebell', NODE_COMPILE_CACHE: '/data/cache' }, '/data/cache'],
    [{ NODE_COMPILE_CACHE: '/data/cache', NODE_DISABLE_COMPILE_CACHE: '1' }, undefined],
  ])('with %j is %s', (environment, folder) => {
    expect(codeFolder({ ...USER, environment })).toBe(folder);
  });

  it.each([
    ['darwin', {}, '/home/anna/Library/Caches/bluebell/code'],
    ['win32', {}, '/home/anna/AppData/Local/bluebell/code'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/bluebell/code'],
  ] as const)('on %s with %j is %s', (platform, environment, folder) => {
    expect(codeFolder({ ...USER, platform, environment })).toBe(folder);
  });
});
