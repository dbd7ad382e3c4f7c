// `bluebell radio` in this process.

import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { TestData } from '../device/data-folder.contract.ts';

/** The first call of a command loads it, in real time. */
const PATIENCE_MS = 20_000;

const data = new TestData('file');

describe('bluebell radio list', { timeout: PATIENCE_MS }, () => {
  it('names the radios there are, and the forms of others', async () => {
    const { code, stdout } = await data.run('radio', 'list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sim +a simulated home/m);
    expect(stdout).toMatch(/^tcp:HOST:PORT +/m);
  });

  it('prints JSON', async () => {
    const { stdout } = await data.run('radio', 'list', '--json');
    const radios = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(radios).toContainEqual({ name: 'sim', kind: 'sim' });
  });
});

describe('bluebell radio check', { timeout: PATIENCE_MS }, () => {
  it('tells what a radio can do', async () => {
    const { code, stdout } = await data.run('radio', 'check', 'sim');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sim\n {2}Bluetooth +5\.4\n/);
    expect(stdout).toMatch(/^ {2}✓ encrypted links$/m);
  });

  it('prints JSON', async () => {
    const { stdout } = await data.run('radio', 'check', 'sim', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'sim',
      version: '5.4',
      can: { encryption: true, extendedAdvertising: true },
    });
  });

  it.each([
    ['foo', /'foo' leads to no controller: allowed are serial:PATH/],
    ['replay:x.btsnoop', /is a recording: there is no controller to ask/],
  ])('refuses %s', async (name, message) => {
    const { error } = await data.run('radio', 'check', name);
    expect(error).toBeInstanceOf(UsageError);
    expect(error instanceof Error && error.message).toMatch(message);
  });
});
