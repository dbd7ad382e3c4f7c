// `bluebell gatt` in this process, with the devices of the simulated home.

import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { ended, TestData } from '../device/data-folder.contract.ts';
import { ExitCode, exitCodeOf, StopReason } from '../exit.ts';

const STRAP = 'E3:1B:74:0C:9D:52';
const UART = 'D6:40:2F:88:13:A7';
const LOCK = 'F0:9C:6E:21:D4:3B';
const BOLT = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a01';

/** Saves the time of listening for it. */
const AT_ONCE = ['--type', 'random'];

/** A command looks, connects and discovers, in real time. */
const PATIENCE_MS = 20_000;

const data = new TestData('file');

describe.concurrent('bluebell gatt dump', { timeout: PATIENCE_MS }, () => {
  it('shows a tree of all that there is, and JSON', async () => {
    const [tree, json] = await Promise.all([
      data.run('gatt', 'dump', 'heart rate'),
      data.run('gatt', 'dump', LOCK, '--type', 'random', '--json'),
    ]);
    expect(tree).toMatchObject({ code: 0, stderr: '' });
    expect(tree.stdout).toMatch(
      /^Heart rate {2}E3:1B:74:0C:9D:52 {2}random, MTU \d+\n\nGeneric Access {2}1800 /,
    );
    expect(tree.stdout).toMatch(
      /^├─ Body Sensor Location {2}2a38 {2}0x[0-9a-f]{4} {2}read\n│ {5}01 {2}chest$/m,
    );
    expect(tree.stdout).toMatch(
      /^└─ Battery Level {2}2a19 .*\n {3}│ {2}[0-9a-f]{2} {2}\d+ %\n {3}└─ Client /m,
    );

    expect(json.stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      address: LOCK,
      addressType: 'random',
      name: 'Lock',
      services: expect.arrayContaining([
        expect.objectContaining({
          characteristics: [
            expect.objectContaining({
              uuid: BOLT,
              properties: ['read', 'write', 'notify'],
              error: 'Insufficient Authentication (0x05)',
            }),
          ],
        }),
      ]),
    });
  });

  it('says on a terminal what it waits for, and which values need pairing', async () => {
    const program = data.program({ isTTY: true });
    expect(await program.run('gatt', 'dump', LOCK)).toBe(0);
    expect(program.stderr.text).toMatch(/looking for it, 10 s at most …/);
    expect(program.stderr.text).toMatch(/connecting …/);
    expect(program.stderr.text).toMatch(/\d of \d services …/);
    expect(program.stderr.text).toMatch(
      /Some values need pairing: run 'bluebell pair F0:9C.*' first\.\n$/,
    );
  });
});

describe.concurrent('bluebell gatt read', { timeout: PATIENCE_MS }, () => {
  it.each([
    [['model number string'], /^48 65 .* {2}"Heart-rate strap"\n$/],
    [['2a24', '--as', 'text'], /^Heart-rate strap\n$/],
    [['battery level', '--as', 'u8'], /^\d+\n$/],
    [['0x0013'], /^01 {2}chest\n$/],
    [['0x0011', '--service', 'heart rate'], /^00 00 {2}off\n$/],
  ])('prints what %j is', async (args, printed) => {
    const { code, stdout, stderr } = await data.run('gatt', 'read', STRAP, ...args, ...AT_ONCE);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(printed);
  });

  it('prints JSON', async () => {
    const { stdout } = await data.run('gatt', 'read', STRAP, '2a38', '--json', ...AT_ONCE);
    expect(JSON.parse(stdout)).toEqual({
      address: STRAP,
      service: '180d',
      characteristic: '2a38',
      name: 'Body Sensor Location',
      handle: '0x0013',
      value: '01',
      meaning: 'chest',
    });
  });

  it.each([
    [
      [LOCK, BOLT],
      CommandError,
      /Insufficient Authentication \(0x05\).*: run 'bluebell pair F0:9C:6E:21:D4:3B' first$/,
      ExitCode.failure,
    ],
    [[STRAP, '2a37'], CommandError, /Read Not Permitted.*gatt dump/, ExitCode.failure],
    [
      [STRAP, '2a6e'],
      Error,
      /no characteristic Temperature \(2a6e\): it has Device Name \(2a00\), /,
      ExitCode.failure,
    ],
    [
      [STRAP, '2a19', '--service', '181a'],
      Error,
      /no service Environmental Sensing \(181a\): it has Generic Access/,
      ExitCode.failure,
    ],
    [[STRAP, 'temprature'], UsageError, /'temprature' is not a UUID/, ExitCode.usage],
    [
      [STRAP, '2a38', '--as', 'u16'],
      UsageError,
      /^1 byte cannot be read as u16: the value is 01$/,
      ExitCode.usage,
    ],
    [
      ['C0:00:00:00:00:99', '2a19', '--timeout', '0.5'],
      UnreachableError,
      /was not heard within 0.5 s/,
      ExitCode.unreachable,
    ],
    [
      ['C0:00:00:00:00:99', '2a19', '--timeout', '0.5', '--type', 'random'],
      UnreachableError,
      /did not answer/,
      ExitCode.unreachable,
    ],
    [
      [STRAP, '2a19', '--radio', 'replay:nowhere'],
      UsageError,
      /cannot read 'nowhere'/,
      ExitCode.usage,
    ],
  ])('fails for %j, and says why', async (args, kind, message, code) => {
    const { error, stdout } = await data.run('gatt', 'read', ...args);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof Error && error.message).toMatch(message);
    expect(exitCodeOf(error)).toBe(code);
    expect(stdout).toBe('');
  });

  it('ends when the user stops it, whatever it waits for', async () => {
    const program = data.program({ isTTY: true });
    const running = program.run('gatt', 'read', 'C0:00:00:00:00:99', '2a19');
    await program.stderr.until(/looking for it/);
    program.stop.abort(StopReason.interrupted);
    expect(await running).toBe(ExitCode.interrupted);
  });
});

describe.concurrent('bluebell gatt write', { timeout: PATIENCE_MS }, () => {
  it.each([
    [STRAP, ['2a39', '01'], '1 byte written: Heart Rate Control Point (2a39) at 0x0015\n'],
    [UART, ['nordic uart rx', '--text', 'hello'], /^5 bytes written: Nordic UART RX \(6e40/],
    [UART, ['nordic uart rx', '--as', 'u16', '1 2', '--without-response'], /^4 bytes sent: Nordic/],
    [
      STRAP,
      ['0x0011', '0100'],
      '2 bytes written: Client Characteristic Configuration (2902) at 0x0011\n',
    ],
  ])('writes to %s %j', async (device, args, printed) => {
    const { code, stdout } = await data.run('gatt', 'write', device, ...args, ...AT_ONCE);
    expect(code).toBe(0);
    expect(stdout).toMatch(printed);
  });

  it('prints JSON', async () => {
    const { stdout } = await data.run('gatt', 'write', STRAP, '2a39', '01', '--json', ...AT_ONCE);
    expect(JSON.parse(stdout)).toMatchObject({ characteristic: '2a39', value: '01' });
  });

  it.each([
    [['2a39', 'xy'], UsageError, /'x' is not a hex digit/],
    [['2a39', '05'], Error, /application error \(0x80\) at handle 0x0015/],
    [['2a38', '05'], CommandError, /Write Not Permitted.*gatt dump/],
    [['0x0011', '01', '--without-response'], UsageError, /with response only/],
  ])('fails for %j, and says why', async (args, kind, message) => {
    const { error } = await data.run('gatt', 'write', STRAP, ...args, ...AT_ONCE);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof Error && error.message).toMatch(message);
  });
});

describe.concurrent('bluebell gatt subscribe', { timeout: PATIENCE_MS }, () => {
  it('prints as many values as it is asked for, with time and meaning', async () => {
    const { code, stdout, stderr } = await data.run(
      'gatt',
      'subscribe',
      STRAP,
      '2a37',
      '--count',
      '2',
      ...AT_ONCE,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^(\d\d:\d\d:\d\d {2}[0-9a-f ]+ {2}\d+ beats\/min.*\n){2}$/);
  });

  it('prints JSON', async () => {
    const { stdout } = await data.run('gatt', 'subscribe', STRAP, '2a37', '--count', '1', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      characteristic: '2a37',
      value: expect.stringMatching(/^[0-9a-f]+$/),
      meaning: expect.stringContaining('beats/min'),
    });
  });

  it.each([
    ['time is over, with all that came', ['--seconds', '0.5'], 0],
    ['time is over before there were enough', ['--seconds', '0.5', '--count', '100'], 1],
  ])('ends when %s', async (_, args, code) => {
    expect(await data.run('gatt', 'subscribe', STRAP, '2a37', ...args, ...AT_ONCE)).toMatchObject({
      code,
    });
  });

  it('ends when the user stops it, which is how it ends', async () => {
    const program = data.program({ isTTY: true });
    const running = ended(program, 'gatt', 'subscribe', STRAP, 'heart rate measurement');
    await program.stdout.until(/beats/);
    program.stop.abort(StopReason.interrupted);
    expect(await running).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('listening to Heart Rate Measurement (2a37); Ctrl-C ends it'),
    });
  });

  it.each([
    [['2a38'], /Body Sensor Location \(2a38\) sends nothing by itself: it is for read/],
    [['2a37', '--indicate'], /has notifications only/],
    [['0x0011'], /is a descriptor/],
  ])('refuses %j', async (args, message) => {
    const { error } = await data.run('gatt', 'subscribe', STRAP, ...args, ...AT_ONCE);
    expect(error).toBeInstanceOf(UsageError);
    expect(error instanceof Error && error.message).toMatch(message);
  });
});
