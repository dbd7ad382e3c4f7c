// The command line in this process: help, and arguments that are wrong.

import { tmpdir } from 'node:os';
import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { leaksOf } from '../leak.contract.ts';
import { FakeProgram } from './fake-terminal.contract.ts';

const KEY = 'c0ffee15600dd06f00d5ca1ab1e0b5e1';

/** A thermo-hygrometer, LYWSD03MMC, in the clear: 21.5 °C, 46.3 %. */
const FRAME = '50305b050701000038c1a40d1004d700cf01';
const STRUCTURES = `020106 1516 95fe ${FRAME}`;

describe('bluebell --help', () => {
  it.each([
    ['--help'],
    ['run', '--help'],
    ['replay', '--help'],
    ['decode', '-h'],
    ['scan', '--help'],
    ['gatt', '--help'],
    ['gatt', 'dump', '--help'],
    ['gatt', 'read', '--help'],
    ['gatt', 'write', '--help'],
    ['gatt', 'subscribe', '--help'],
    ['pair', '--help'],
    ['radio', '--help'],
    ['radio', 'list', '--help'],
    ['radio', 'check', '--help'],
    ['air', '--help'],
    ['help'],
    ['help', 'run'],
    ['help', 'gatt', 'read'],
  ])('tells of %s %s %s with examples, within 100 columns', async (...args) => {
    const program = new FakeProgram();
    expect(await program.run(...args)).toBe(0);
    expect(program.stdout.text).toMatch(/^Usage: bluebell/);
    expect(program.stdout.text).toMatch(/Examples:\n {2}bluebell /);
    expect(program.stderr.text).toBe('');
    const widths = program.stdout.text.split('\n').map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
  });

  it('shows the help, as a mistake, where no command is given', async () => {
    const program = new FakeProgram();
    expect(await program.run()).toBe(2);
    expect(program.stderr.text).toMatch(/^Usage: bluebell/);
  });
});

describe('bluebell with wrong arguments', () => {
  it.each([
    [['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['help', 'nonsense'], /unknown command 'nonsense'/],
    [['help', 'rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['run', '--dmeo'], /unknown option '--dmeo'\n\(Did you mean --demo\?\)/],
    [['run', '--demo', '--config', 'x'], /'--demo' cannot be used with option '--config/],
    [['replay'], /missing required argument 'file'/],
    [['replay', 'a', 'b'], /too many arguments/],
    [['replay', 'a', '--speed', '-1'], /Give a number above 0, or max/],
    [['replay', 'a', '--speed', 'NaN'], /Give a number above 0, or max/],
    [['decode', '--jsonl', '--key', KEY], /'--jsonl' cannot be used with option '--key/],
    [['decode', '--rpa', '--jsonl'], /cannot be used with/],
    [['scan', '--seconds', '0'], /Give seconds, more than 0/],
    [['gatt', 'raed'], /unknown command 'raed'\n\(Did you mean read\?\)/],
    [['help', 'gatt', 'raed'], /unknown command 'raed'/],
    [['gatt', 'read', 'x'], /missing required argument 'characteristic'/],
    [['gatt', 'read', 'x', '2a19', '--as', 'u7'], /Allowed choices are hex, text, u8/],
    [['gatt', 'write', 'x', '2a19', '1', '--text', '--as', 'u8'], /cannot be used with/],
    [['gatt', 'subscribe', 'x', '2a19', '--count', '1.5'], /Give a whole number above 0/],
    [['gatt', 'dump', 'x', '--type', 'static'], /Allowed choices are public, random/],
    [['pair', 'x', '--passkey', '12345'], /Give six digits/],
    [['pair', 'x', '--mitm', '--just-works'], /cannot be used with/],
    [['air', '--seed', '-1'], /Give a whole number, 0 or more/],
  ])('says what is wrong with %j, and gives 2', async (args, message) => {
    const program = new FakeProgram();
    expect(await program.run(...args)).toBe(2);
    expect(program.stderr.text).toMatch(/^bluebell: /);
    expect(program.stderr.text).toMatch(message);
    expect(program.stderr.text).toMatch(/\(--help tells more\)\n$/);
    expect(program.stdout.text).toBe('');
  });

  it.each([
    [['decode', 'home.btsnoop'], "'home.btsnoop' is neither hex digits nor a file"],
    [['decode', ''], 'no hex digits are given'],
    [['decode', '0x'], 'no hex digits are given'],
    [['decode', '123'], '3 hex digits are not whole bytes'],
    [['decode', '043e02ff00'], 'no advertising report'],
    [['decode', '0512'], 'neither an HCI event'],
    [['decode', FRAME, '--uuid', 'fe9'], "--uuid 'fe9': give four hex digits"],
    [['decode', FRAME, '--uuid', 'fe95', '--mac', 'A4C1'], "'A4C1' is not an address"],
    [['decode', STRUCTURES, '--key', 'x'], '--key is not made of pairs of hex digits'],
    [['decode', tmpdir()], 'it is a folder'],
    [['decode', '--jsonl', 'nowhere.jsonl'], 'nowhere.jsonl cannot be read: there is no such file'],
    [['replay', 'nowhere.btsnoop'], "cannot read 'nowhere.btsnoop': there is no such file"],
    [['replay', 'x', '--key', KEY], '--key: give ADDRESS=HEX'],
    [['replay', 'x', '--key', `A4C138000001=${KEY}zz`], '--key A4:C1:38:00:00:01 is not made of'],
    [['replay', 'x', '--key', `A4C1=${KEY}`], "'A4C1' is not an address"],
  ])('refuses %j in one line', async (args, message) => {
    const program = new FakeProgram();
    const error: unknown = await program.run(...args).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain('\n');
    expect(leaksOf(String(error), [KEY])).toEqual([]);
  });
});
