// Runs every example in the simulated home, and compares what it prints.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { VirtualClock } from '@bluebell/ble/core';
import { openRadio } from '@bluebell/radios';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Example, stageFor } from './example.ts';
import pair from './pair.ts';
import read from './read.ts';
import scan from './scan.ts';
import serve from './serve.ts';
import subscribe from './subscribe.ts';
import uart from './uart.ts';

const EXAMPLES: Readonly<Record<string, Example>> = { pair, read, scan, serve, subscribe, uart };

const START_MS = Date.UTC(2026, 4, 1, 14);

describe('examples', () => {
  // The home is loaded when it is asked for, which takes time that no virtual clock knows of.
  beforeAll(async () => (await openRadio('sim')).close());

  it.each(Object.keys(EXAMPLES))('%s prints what its transcript says', async (name) => {
    const lines = await run(EXAMPLES[name]);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`transcripts/${name}.txt`);
  });

  it('need a radio that connects, but for scanning', async () => {
    await expect(run(read, 'replay:nowhere')).rejects.toThrow();
  });
});

describe('an example, started as people do', { timeout: 30_000 }, () => {
  it('runs in real time', async () => {
    const { code, stdout, stderr } = await start('read.ts');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^found C0:DE:5A:00:00:0F\nits battery is at \d+ %\n$/);
    expect(code).toBe(0);
  });

  it('says in a sentence which radios there are', async () => {
    const { code, stderr } = await start('scan.ts', '--radio', 'carrier pigeon');
    expect(stderr).toMatch(/^'carrier pigeon' is no radio: allowed are sim, .*\n$/);
    expect(code).toBe(1);
  });
});

/** What it prints, in virtual time. */
async function run(example: Example | undefined, radio = 'sim'): Promise<readonly string[]> {
  if (!example) throw new Error('there is no such example');
  const clock = new VirtualClock(START_MS);
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  await clock.run(example(stageFor(radio, { clock, print })));
  return lines;
}

async function start(file: string, ...args: readonly string[]) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const node = ['--conditions=source', '--import', 'tsx', path, ...args];
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
