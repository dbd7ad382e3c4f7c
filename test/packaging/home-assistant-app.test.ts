// The app's folder, as Home Assistant's Supervisor reads it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readManifest, TOP } from '../imports/repository.ts';
import { APP_CONFIG, APP_TRANSLATION } from './app-keys.ts';

const FOLDER = join(TOP, 'packaging/home-assistant/bluebell');
const written: unknown = parse(read('config.yaml'));

describe('the Home Assistant app', () => {
  const config = APP_CONFIG.parse(written);

  it('has all files that an app consists of', () => {
    const files = [
      'DOCS.md',
      'README.md',
      'CHANGELOG.md',
      'Dockerfile',
      'apparmor.txt',
      'icon.png',
      'logo.png',
    ];
    expect(files.filter((name) => !existsSync(join(FOLDER, name)))).toEqual([]);
    expect(existsSync(join(FOLDER, 'build.yaml'))).toBe(false);
  });

  it.each([
    { colour: 'blue' },
    { startup: 'late' },
    { arch: ['armv7'] },
    { map: ['everything:rw'] },
    { watchdog: 'http://localhost/healthz' },
    { schema: { radios: 'text' } },
  ])('is refused with %j', (change) => {
    expect(APP_CONFIG.safeParse({ ...(written as object), ...change }).success).toBe(false);
  });

  it('has the version of the program, in its changelog too', () => {
    const { version } = readManifest('');
    expect(config.version).toBe(version);
    expect(read('CHANGELOG.md')).toContain(`## ${version}\n`);
  });

  it('wants the broker, but does without; its health is watched; it goes on while it is backed up, without caches', () => {
    expect(config).toMatchObject({
      services: ['mqtt:want'],
      watchdog: 'http://[HOST]:[PORT:8032]/healthz',
      ingress: true,
      ingress_port: 8032,
      backup: 'hot',
      // Home Assistant copies one file after the other: an archive of one moment is among them.
      backup_pre: expect.stringContaining('bluebell backup /data/'),
      backup_exclude: ['cache/**'],
      init: false,
    });
    expect(config).not.toHaveProperty('privileged');
  });

  it('explains every option, and no other', () => {
    const translation = APP_TRANSLATION.parse(parse(read('translations/en.yaml')));
    const names = Object.keys(config.schema ?? {});
    expect(Object.keys(translation.configuration)).toEqual(names);
    for (const name of Object.keys(config.options ?? {})) expect(names).toContain(name);
  });

  it('takes from its form what the program reads of it', () => {
    const source = readFileSync(
      join(TOP, 'packages/hub/src/service/home-assistant-app.ts'),
      'utf8',
    );
    for (const name of Object.keys(config.schema ?? {})) expect(source).toContain(` ${name}: `);
  });

  it('has pictures of the size that is asked for', () => {
    expect(sizeOf('icon.png')).toEqual([128, 128]);
    expect(sizeOf('logo.png')).toEqual([250, 100]);
  });

  it('is confined by a profile whose name is its slug, with its brackets closed', () => {
    const profile = read('apparmor.txt');
    expect(profile).toContain(`profile ${config.slug} flags=(`);
    const rules = profile.split('\n').filter((line) => /^ {2}[^#\s]/.test(line));
    expect(rules.filter((line) => !line.endsWith(','))).toEqual([]);
    expect(profile.split('{\n').length).toBe(profile.split('}\n').length);
  });
});

/** Width and height of a PNG. */
function sizeOf(name: string): readonly number[] {
  const file = readFileSync(join(FOLDER, name));
  expect(file.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [file.readUInt32BE(16), file.readUInt32BE(20)];
}

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}
