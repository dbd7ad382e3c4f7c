// The launcher, in front of a small program of its own: it must be as if it were not there.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOP } from './imports/repository.ts';

/** TypeScript, so that it runs only under the loader, and an entry that only `source` resolves. */
const PROGRAM = `
import { hex8 } from '@bluebell/ble/core';
const [what, code]: string[] = process.argv.slice(2);
const acts: Record<string, () => void> = {
  exit: () => process.exit(Number(code)),
  die: () => process.kill(process.pid, 'SIGKILL'),
  wait: () => {
    process.on('SIGTERM', () => process.exit(7));
    setInterval(() => {}, 1_000);
  },
  wave: () => setInterval(() => {}, 1_000),
};
acts[what ?? '']?.();
console.log(JSON.stringify([hex8(0x1a), ...process.argv.slice(2)]));
`;

const folder = mkdtempSync(join(tmpdir(), 'bluebell-launcher-'));
const launcher = join(folder, 'bin/bluebell.js');

beforeAll(() => {
  for (const name of ['bin', 'src', 'elsewhere']) mkdirSync(join(folder, name));
  copyFileSync(join(TOP, 'packages/hub/bin/bluebell.js'), launcher);
  symlinkSync(launcher, join(folder, 'elsewhere/bluebell'));
  symlinkSync(join(TOP, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'src/main.ts'), PROGRAM);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('bin/bluebell.js', () => {
  it('runs the sources with all arguments', async () => {
    const { output, code } = await ending(start(['decode', '--json', 'two words']));
    expect(JSON.parse(output)).toEqual(['0x1a', 'decode', '--json', 'two words']);
    expect(code).toBe(0);
  });

  it('gives back the exit code', async () => {
    expect(await ending(start(['exit', '3']))).toMatchObject({ code: 3, signal: null });
  });

  it('ends by the signal that ended the program', async () => {
    expect(await ending(start(['die']))).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('passes a signal on to a program that handles it', async () => {
    const child = start(['wait']);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ending(child)).toMatchObject({ code: 7, signal: null });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends by %s where nobody handles it',
    async (signal) => {
      const child = start(['wave']);
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await ending(child)).toMatchObject({ code: null, signal });
    },
  );

  it('runs from any folder, through a link', async () => {
    const child = start(['here'], { file: join(folder, 'elsewhere/bluebell'), cwd: tmpdir() });
    expect((await ending(child)).output).toContain('"here"');
  });

  it('runs the sources where there are some, even if a bundle was built beside them', async () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/main.js'), 'console.log("stale");');
    expect((await ending(start(['here']))).output).toContain('"here"');
  });

  it('runs the bundle where it is installed, which needs neither loader nor child', async () => {
    mkdirSync(join(folder, 'installed/bin'), { recursive: true });
    mkdirSync(join(folder, 'installed/dist'));
    const file = join(folder, 'installed/bin/bluebell.js');
    copyFileSync(launcher, file);
    writeFileSync(
      join(folder, 'installed/dist/main.js'),
      'console.log(process.pid, ...process.argv.slice(2));',
    );
    const child = start(['run'], { file });
    expect((await ending(child)).output).toBe(`${child.pid} run\n`);
  });
});

function start(args: readonly string[], { file = launcher, cwd = folder } = {}) {
  return spawn(process.execPath, [file, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function ending(child: ReturnType<typeof start>) {
  const exit = once(child, 'exit');
  const output = child.stdout.readableFlowing === null ? await text(child.stdout) : '';
  const [code, signal]: unknown[] = await exit;
  return { output, code, signal };
}
