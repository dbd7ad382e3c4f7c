// The program as it is installed, built once for all tests that start it.

import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { copyPage } from './page.ts';
import { buildProgram, TOP } from './program.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The command of the program that was built from the sources as they are. */
    readonly bluebell: string;
  }
}

/** Below `node_modules`, so that the program finds the packages that are not in its bundle. */
const HOME = join(TOP, 'node_modules/.cache');

/** Builds it before the first test; what this gives takes it away after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(HOME, { recursive: true });
  const folder = await mkdtemp(join(HOME, 'bluebell-'));
  await buildProgram(join(folder, 'dist'));
  await copyPage(join(folder, 'dist/web'));
  await mkdir(join(folder, 'bin'));
  const hub = join(TOP, 'packages/hub');
  await copyFile(join(hub, 'package.json'), join(folder, 'package.json'));
  await copyFile(join(hub, 'bin/bluebell.js'), join(folder, 'bin/bluebell.js'));
  project.provide('bluebell', join(folder, 'bin/bluebell.js'));
  return () => rm(folder, { recursive: true, force: true });
}
