// Compiles the shim that lets tools of BlueZ run on a machine without Bluetooth in its kernel.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { pathOf } from './programs.ts';

const SOURCE = fileURLToPath(new URL('bluez_shim.c', import.meta.url));

let folder: string | undefined;
let compiled: Promise<string> | undefined;

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** The path of the compiled shim, for LD_PRELOAD. It is compiled once, and goes away with the tests. */
export function bluezShim(): Promise<string> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), 'bluebell-shim-'));
  const library = join(folder, 'bluez_shim.so');
  const options = ['-shared', '-fPIC', '-O2', '-o', library, SOURCE, '-ldl'];
  await promisify(execFile)(pathOf('cc'), options);
  return library;
}
