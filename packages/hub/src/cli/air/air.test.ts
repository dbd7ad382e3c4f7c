// `bluebell air` in this process, with hosts that come and go.

import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TransportError, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ended, OwnData } from '../device/data-folder.contract.ts';
import { StopReason } from '../exit.ts';

const STRAP = 'E3:1B:74:0C:9D:52';
const PATIENCE_MS = 60_000;

describe.concurrent('bluebell air', { timeout: PATIENCE_MS }, () => {
  it('offers controllers, tells who comes and goes, and leaves nothing behind', async () => {
    await using data = await OwnData.make();
    const socket = data.path('hci');
    const capture = data.path('air.pcap');
    const air = data.program();
    const running = ended(
      air,
      'air',
      '--controller',
      'tcp:127.0.0.1:0',
      '--controller',
      `unix:${socket}`,
      '--capture',
      capture,
    );
    await air.stdout.until(/Next, in another terminal/);
    expect(air.stdout.text).toMatch(
      /^bluebell · a virtual air of seed 20260, with \d+ devices of the simulated home/,
    );
    const tcp = /tcp:127\.0\.0\.1:\d+/.exec(air.stdout.text)?.[0] ?? '';

    const [one, other] = await Promise.all([
      data.run('gatt', 'read', STRAP, '2a38', '--radio', tcp),
      data.run('scan', '--radio', `unix:${socket}`, '--seconds', '3', '--name', 'uart'),
    ]);
    expect(one).toMatchObject({ code: 0, stdout: '01  chest\n' });
    expect(other.stdout).toMatch(/D6:40:2F:88:13:A7 .* UART/);
    await air.stdout.until(/unix:.* the controller is reset/);
    expect(air.stdout.text).toMatch(/\d\d:\d\d:\d\d {2}tcp:127\.0\.0\.1:\d+: a host came\n/);

    air.stop.abort(StopReason.interrupted);
    expect(await running).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(socket)).toBe(false);
    expect((await stat(capture)).size).toBeGreaterThan(10_000);
  });

  it('prints JSON, and can do without the home', async () => {
    await using data = await OwnData.make();
    const air = data.program();
    const running = ended(air, 'air', '--controller', 'tcp:127.0.0.1:0', '--no-home', '--json');
    await air.stdout.until(/"ready"/);
    const radio = /tcp:127\.0\.0\.1:\d+/.exec(air.stdout.text)?.[0] ?? '';
    const scan = await data.run('scan', '--radio', radio, '--seconds', '0.5');
    expect(scan).toMatchObject({ code: 0, stdout: '' });
    await air.stdout.until(/"hostLeft"/);
    air.stop.abort(StopReason.interrupted);
    const { stdout } = await running;
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      { event: 'listening', radio, address: '3C:2E:F5:00:01:01' },
      { event: 'ready', seed: 20260, devices: 0 },
      { event: 'hostCame' },
      { event: 'hostLeft' },
    ]);
  });

  it('lets time go by as fast as it can where it is asked to', async () => {
    await using data = await OwnData.make();
    const air = data.program();
    const running = ended(air, 'air', '--controller', 'tcp:127.0.0.1:0', '--pace', 'fast');
    await air.stdout.until(/Next/);
    const radio = /tcp:127\.0\.0\.1:\d+/.exec(air.stdout.text)?.[0] ?? '';
    const { stdout } = await data.run(
      'gatt',
      'subscribe',
      STRAP,
      '2a37',
      '--count',
      '20',
      '--radio',
      radio,
    );
    expect(stdout.trim().split('\n')).toHaveLength(20);
    air.stop.abort(StopReason.interrupted);
    expect(await running).toMatchObject({ code: 0 });
  });

  it.each([
    [[], UsageError, /nobody could hear it/],
    [['--controller', 'foo'], UsageError, /'foo' is no place to listen at/],
    [
      ['--controller', 'tcp:192.0.2.1:9101'],
      TransportError,
      /cannot listen: this machine has no such address/,
    ],
  ])('refuses %j, and leaves nothing running', async (args, kind, message) => {
    await using data = await OwnData.make();
    const { error, stdout } = await data.run('air', ...args);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof Error && error.message).toMatch(message);
    expect(stdout).toBe('');
  });
});
