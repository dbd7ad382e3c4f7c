// The programs of others that tests start: where they are, and what to do without them.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

/** Programs by name, and the Debian package of each: `.ci/run` installs these. */
const PACKAGE_OF = {
  btvirt: 'bluez-test-tools',
  btmon: 'bluez',
  cc: 'gcc libc6-dev',
  mergecap: 'tshark',
  mosquitto: 'mosquitto',
  perl: 'perl-base',
  socat: 'socat',
  'systemd-analyze': 'systemd',
  'systemd-notify': 'systemd',
  tshark: 'tshark',
} as const;

/** A program that tests may need. */
export type Program = keyof typeof PACKAGE_OF;

/** Systems keep some where the PATH of a user does not lead. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  '/opt/homebrew/sbin',
];

/** The path of a program; throws where it is not installed. */
export function pathOf(program: Program): string {
  const path = find(program);
  if (path !== undefined) return path;
  throw new Error(`${program} is not installed; on Debian: apt-get install ${PACKAGE_OF[program]}`);
}

/**
 * `describe` for tests that need programs. Without one of them they are left out on a user's machine,
 * with a word about it; where CI is `true` they run all the same, and fail.
 */
export function describeWith(
  ...programs: readonly Program[]
): typeof describe | typeof describe.skip {
  const missing = programs.filter((program) => find(program) === undefined);
  if (missing.length === 0 || process.env.CI === 'true') return describe;
  const packages = [...new Set(missing.map((program) => PACKAGE_OF[program]))].join(' ');
  process.stderr.write(
    `${missing.join(', ')} not installed: tests with it are skipped. On Debian: apt-get install ${packages}\n`,
  );
  return describe.skip;
}

function find(program: Program): string | undefined {
  return FOLDERS.map((folder) => join(folder, program)).find(existsSync);
}
