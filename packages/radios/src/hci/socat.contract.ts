// socat for tests: a serial port that is none, whose far side is in the test's hands.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import type { FarSide } from '@bluebell/ble/hci/contract';
import { describe } from 'vitest';
import { farSideOf } from './far-side.contract.ts';

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/opt/homebrew/bin'];
const PROGRAM = FOLDERS.map((folder) => join(folder, 'socat')).find(existsSync);

/**
 * `describe` for tests that need socat. Without it they are left out on a user's machine, with a word
 * about it; where CI is `true` they run all the same, and fail.
 */
export const describeWithSocat =
  PROGRAM !== undefined || process.env.CI === 'true' ? describe : leaveOut();

function leaveOut(): typeof describe.skip {
  process.stderr.write('socat is not installed: tests of serial ports are skipped.\n');
  return describe.skip;
}

/** A port, and the controller's end of it. */
export interface Terminal {
  readonly path: string;
  readonly far: FarSide;
  /** Everything that comes, and goes, at the far end. */
  readonly stream: Duplex;
}

/** Makes a port. It vanishes when its far side is closed, as if it were unplugged. */
export async function makeTerminal(): Promise<Terminal> {
  if (PROGRAM === undefined) {
    throw new Error('socat is not installed; on Debian: apt-get install socat');
  }
  const child = spawn(PROGRAM, ['-d', '-d', 'PTY,raw,echo=0', 'STDIO'], { stdio: 'pipe' });
  let path = '';
  for await (const line of createInterface(child.stderr)) {
    path = /PTY is (\S+)/.exec(line)?.[1] ?? path;
    if (/starting data transfer loop/.test(line)) break;
  }
  child.stderr.resume();
  if (path === '') throw new Error('socat made no port');
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  const far = farSideOf(stream, () => child.kill('SIGKILL'));
  return { path, far, stream };
}

/** Lets a port vanish, and waits until it is gone. */
export async function vanish({ far, stream }: Terminal): Promise<void> {
  const closed = once(stream, 'close');
  far.close();
  await closed;
}
