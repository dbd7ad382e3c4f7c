// The unit of systemd and what belongs to it, judged by systemd's own tools.

import { type ExecFileException, execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { TOP } from '../imports/repository.ts';
import { describeWith, pathOf } from '../peers/programs.ts';

const FILES = join(TOP, 'packaging/systemd');
const DROP_INS = readdirSync(join(FILES, 'bluebell.service.d'));
const PROGRAM = '/usr/local/bin/bluebell';

const folder = mkdtempSync(join(tmpdir(), 'bluebell-unit-'));

afterAll(() => rmSync(folder, { recursive: true }));

describeWith('systemd-analyze')('bluebell.service', () => {
  it.each([{ dropIns: [] }, ...DROP_INS.map((name) => ({ dropIns: [name] }))])(
    'is a unit without a fault, with $dropIns',
    async ({ dropIns }) => {
      expect(await verify(unitWith(dropIns))).toBe('');
    },
  );

  it('is refused by the same check with a fault in it', async () => {
    const unit = unitWith([]);
    writeFileSync(
      unit,
      readFileSync(unit, 'utf8').replace('Restart=on-failure', 'Restart=whenever'),
    );
    expect(await verify(unit)).toMatch(/restart specifier/);
  });

  it.each([
    { dropIns: [], atMost: 20 },
    { dropIns: ['serial.conf'], atMost: 24 },
    { dropIns: ['hci.conf'], atMost: 26 },
    { dropIns: DROP_INS, atMost: 28 },
  ])('exposes no more than it needs, with $dropIns', async ({ dropIns, atMost }) => {
    const unit = unitWith(dropIns);
    const root = join(folder, 'root');
    rmSync(root, { recursive: true, force: true });
    mkdirSync(join(root, 'etc/systemd/system'), { recursive: true });
    for (const name of ['bluebell.service', 'bluebell.service.d']) {
      cpSync(join(unit, '..', name), join(root, 'etc/systemd/system', name), { recursive: true });
    }
    const args = ['security', '--offline=true', `--root=${root}`, `--threshold=${atMost}`];
    const { failed, output } = await outputOf('systemd-analyze', [...args, 'bluebell.service']);
    expect(failed, output).toBe(false);
  });
});

/** The unit in a folder of its own, whose program is there; gives its path. */
function unitWith(dropIns: readonly string[]): string {
  const own = mkdtempSync(join(folder, 'unit-'));
  const stub = join(own, 'bluebell');
  writeFileSync(stub, '#!/bin/sh\n');
  chmodSync(stub, 0o755);
  const unit = join(own, 'bluebell.service');
  const text = readFileSync(join(FILES, 'bluebell.service'), 'utf8');
  expect(text).toContain(`ExecStart=${PROGRAM} run\n`);
  writeFileSync(unit, text.replace(PROGRAM, stub));
  mkdirSync(join(own, 'bluebell.service.d'));
  for (const name of dropIns) {
    cpSync(join(FILES, 'bluebell.service.d', name), join(own, 'bluebell.service.d', name));
  }
  return unit;
}

/** What systemd has against it, in its own words. */
async function verify(unit: string): Promise<string> {
  const { output } = await outputOf('systemd-analyze', ['verify', '--man=no', unit]);
  // Other units of the machine are not up to us.
  return output
    .split('\n')
    .filter((line) => line.includes('bluebell'))
    .join('\n');
}

function outputOf(program: 'systemd-analyze', args: readonly string[]) {
  return new Promise<{ failed: boolean; output: string }>((resolve) => {
    execFile(pathOf(program), args, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ failed: error !== null, output: stdout + stderr });
    });
  });
}
