// The package as users get it: packed, laid out as npm does, and run by a user who may write in its data alone.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Manifest, readManifest, TOP } from '../imports/repository.ts';

const run = promisify(execFile);

/** What has parts that are no JavaScript. */
const NOT_BUNDLED = ['@stoprocent/bluetooth-hci-socket', 'libsql', 'serialport'];

const isRoot = process.getuid?.() === 0;

/** What Debian calls nobody. */
const NOBODY = 65_534;

/** A container engine waits so long before it kills. */
const STOP_MS = 10_000;

const prefix = mkdtempSync(join(tmpdir(), 'bluebell-installed-'));
const home = join(prefix, 'lib/node_modules/@bluebell/hub');
const data = join(prefix, 'data');
const program = join(home, 'bin/bluebell.js');

let files: readonly string[] = [];

beforeAll(async () => {
  const args = ['pack', '--json', '--workspace', '@bluebell/hub', '--pack-destination', prefix];
  await run('npm', args, { cwd: TOP });
  const tarball = readdirSync(prefix).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(home, { recursive: true });
  await run('tar', [
    '--extract',
    '--file',
    join(prefix, tarball),
    '--directory',
    home,
    '--strip-components=1',
  ]);
  files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  // What npm would install beside it is here already.
  mkdirSync(join(home, 'node_modules/@stoprocent'), { recursive: true });
  for (const name of NOT_BUNDLED) {
    const installed = join(TOP, 'node_modules', name);
    if (existsSync(installed)) symlinkSync(installed, join(home, 'node_modules', name));
  }
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  await run('chmod', ['-R', 'a-w,a+rX', join(prefix, 'lib')]);
  chmodSync(prefix, 0o755);
});

afterAll(async () => {
  await run('chmod', ['-R', 'u+w', prefix]);
  rmSync(prefix, { recursive: true });
});

describe('the packed package', () => {
  it('holds the program, its licence and those of others, and no sources', () => {
    const all = files.filter((name) => statSync(join(home, name)).isFile());
    const kinds = all.filter((name) => !name.startsWith('dist/web/'));
    expect(kinds.map((name) => name.replace(/-[A-Z0-9]{8}\./, '-*.')).toSorted()).toEqual([
      'README.md',
      'bin/bluebell.js',
      'dist/LICENSE',
      'dist/THIRD-PARTY.txt',
      'dist/bluebell-*.cjs',
      'dist/main.js',
      'package.json',
    ]);
  });

  it('holds the dashboard, as browsers take it, and the licences of what is in that', () => {
    const page = files.filter((name) => name.startsWith('dist/web/'));
    for (const name of ['index.html', 'index.html.gz', 'index.html.br', 'THIRD-PARTY.txt']) {
      expect(page).toContain(`dist/web/${name}`);
    }
    const scripts = page.filter((name) => /^dist\/web\/assets\/[\w.-]+-[\w-]{8}\.js$/.test(name));
    expect(scripts.length).toBeGreaterThan(0);
    for (const name of scripts) {
      const sizes = ['', '.gz', '.br'].map((end) => {
        const path = join(home, name + end);
        return existsSync(path) ? statSync(path).size : undefined;
      });
      const [plain = 0, zipped = plain, brotlied = plain] = sizes;
      expect(zipped).toBeLessThanOrEqual(plain);
      expect(brotlied).toBeLessThanOrEqual(zipped);
    }
    expect(page.filter((name) => /\.tsx?$|\.map$|\/\./.test(name))).toEqual([]);
    expect(readFileSync(join(home, 'dist/web/THIRD-PARTY.txt'), 'utf8')).toMatch(/^== react \d/m);
  });

  it('asks for nothing but what could not be bundled', () => {
    // The cast holds: npm packed it from one that was read so before.
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
    const asked = { ...manifest.dependencies, ...manifest.optionalDependencies };
    expect(Object.keys(asked).toSorted()).toEqual([...NOT_BUNDLED].toSorted());
    expect(manifest.version).toBe(readManifest('').version);
  });

  it('tells its version', async () => {
    const { stdout } = await run(process.execPath, [program, '--version']);
    expect(stdout).toBe(`${readManifest('').version}\n`);
  });

  it('runs for somebody who may write in its data alone, and stops in time', async () => {
    const hub = spawn(process.execPath, [program, 'run', '--demo'], {
      env: {
        PATH: process.env.PATH,
        HOME: '/nonexistent',
        BLUEBELL_DATA: data,
        BLUEBELL_BROKER__PORT: '0',
        BLUEBELL_WEB__PORT: '0',
      },
      cwd: '/',
      ...(isRoot &&
        isOpenToAll(process.execPath) &&
        isOpenToAll(TOP) && { uid: NOBODY, gid: NOBODY }),
    });
    let printed = '';
    const ended = once(hub, 'close');
    for (const stream of [hub.stdout, hub.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
    }
    while (!/^MQTT +mqtt:/m.test(printed)) {
      await Promise.race([once(hub.stdout, 'data'), ended]);
      if (hub.exitCode !== null) throw new Error(printed);
    }
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
    const page = await fetch(url, { headers: { 'accept-encoding': 'br' } });
    expect(page.headers.get('content-encoding')).toBe('br');
    expect(await page.text()).toBe(readFileSync(join(home, 'dist/web/index.html'), 'utf8'));
    const startMs = performance.now();
    hub.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    expect(performance.now() - startMs).toBeLessThan(STOP_MS);
    expect(readdirSync(data).length).toBeGreaterThan(0);
  });
});

/** Whether everybody may go there. */
function isOpenToAll(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0;
  return isOpen && (path === dirname(path) || isOpenToAll(dirname(path)));
}
