// `bluebell scan` in this process: the simulated home, and recordings.

import { writeFile } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ended, TestData } from '../device/data-folder.contract.ts';
import { StopReason } from '../exit.ts';

const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';

/** An empty recording, and one that ends inside a packet. */
const EMPTY = '6274736e6f6f700000000001000003ea';
const DAMAGED = `${EMPTY}0000`;

const PATIENCE_MS = 20_000;

const data = new TestData();

describe('bluebell scan', { timeout: PATIENCE_MS }, () => {
  it('shows a table on a terminal, and leaves it behind when it is stopped', async () => {
    const program = data.program({ isTTY: true });
    const running = program.run('scan');
    // A model that no device calls itself.
    await program.stdout.until(/LYWSDCGQ.*Ctrl-C ends/s);
    expect(program.stdout.text.startsWith(ENTER)).toBe(true);
    program.stop.abort(StopReason.interrupted);
    expect(await running).toBe(0);
    const left = program.stdout.text.split(LEAVE)[1];
    expect(left).toMatch(/^address +type +dBm name +what\n/);
    expect(left).toMatch(/^[0-9A-F:]{17} public +-\d+ .* LYWSDCGQ$/m);
    expect(left).toMatch(/\n\d+ devices, [\d,]+ adverts\n$/);
  });

  it('prints a line for each device where there is no terminal, and one for what is news', async () => {
    const { code, stdout } = await data.run('scan', '--seconds', '3');
    expect(code).toBe(0);
    const line = /^\d\d:\d\d:\d\d {2}[0-9A-F:]{17} {2}(public|static|private) +-\d+ dBm( .*)?$/;
    const lines = stdout.trim().split('\n');
    expect(lines.filter((text) => !line.test(text))).toEqual([]);
    expect(lines).toContainEqual(
      expect.stringMatching(/E3:1B:74:0C:9D:52 .* Heart rate {2}Heart Rate, connectable$/),
    );
  });

  it('prints each advert as JSON, and only of devices that are wanted', async () => {
    const { stdout } = await data.run(
      'scan',
      '--seconds',
      '2',
      '--service',
      'heart rate',
      '--active',
      '--json',
    );
    const adverts = stdout
      .trim()
      .split('\n')
      .map((text): unknown => JSON.parse(text));
    expect(adverts.length).toBeGreaterThan(3);
    for (const advert of adverts)
      expect(advert).toMatchObject({ address: 'E3:1B:74:0C:9D:52', radio: 'sim' });
    expect(adverts).toContainEqual(
      expect.objectContaining({
        addressType: 'static',
        localName: 'Heart rate',
        services: ['180d'],
        isConnectable: true,
        data: expect.stringMatching(/^[0-9a-f]+$/),
      }),
    );
  });

  it('calls devices what the configuration calls them', async () => {
    await data.run('pair', '--list');
    const config = data.path('config', 'config.yaml');
    await writeFile(config, 'devices:\n  E3:1B:74:0C:9D:52: { name: My strap }\n');
    const { stdout } = await data.run('scan', '--seconds', '1', '--name', 'my');
    expect(stdout).toMatch(/E3:1B:74:0C:9D:52 .* My strap /);
  });

  it('comes to the end of recordings by itself', async () => {
    const file = data.path('empty.btsnoop');
    await writeFile(file, Buffer.from(EMPTY, 'hex'));
    expect(await data.run('scan', '--radio', `replay:${file}`)).toMatchObject({
      code: 0,
      stdout: '',
    });
  });

  it('goes on with the radios that are left, and fails when none is', async () => {
    const [empty, damaged] = [data.path('empty.btsnoop'), data.path('damaged.btsnoop')];
    await writeFile(empty, Buffer.from(EMPTY, 'hex'));
    await writeFile(damaged, Buffer.from(DAMAGED, 'hex'));
    const [both, one] = await Promise.all([
      data.run('scan', '--radio', `replay:${damaged}`, '--radio', `replay:${empty}`),
      data.run('scan', '--radio', `replay:${damaged}`),
    ]);
    expect(both).toMatchObject({ code: 0 });
    expect(both.stderr).toMatch(/RADIO.*damaged\.btsnoop/);
    expect(one.error).toMatchObject({ code: 'DECODE' });
  });

  it('records what the radio is told and tells', async () => {
    const file = data.path('scan.btsnoop');
    await data.run('scan', '--seconds', '2', '--capture', file);
    const { stdout } = await data.run('scan', '--radio', `replay:${file}`, '--name', 'heart rate');
    expect(stdout).toContain('E3:1B:74:0C:9D:52');
  });

  it.each([
    [['--service', 'nonsense'], /'nonsense' is not a UUID/],
    [['--radio', 'sim', '--radio', 'sim', '--capture', 'x'], /--capture records one radio/],
    [['--radio', 'foo'], /'foo' is no radio: allowed are /],
  ])('refuses %j', async (args, message) => {
    const { error, stdout } = await ended(data.program(), 'scan', ...args);
    expect(error).toBeInstanceOf(UsageError);
    expect(error instanceof Error && error.message).toMatch(message);
    expect(stdout).toBe('');
  });
});
